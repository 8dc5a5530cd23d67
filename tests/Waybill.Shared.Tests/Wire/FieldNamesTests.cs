using Waybill.Wire;

namespace Waybill.Shared.Tests.Wire;

public sealed class FieldNamesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Id", 1)]
    [InlineData("Id Region Note", 1, 2, 3)]
    [InlineData("Id Region=3 Note", 1, 3, 4)]
    [InlineData("Id=2 Note=536870911", 2, 536870911)]
    public void What_is_written_is_found_again(string text, params int[] numbers)
    {
        var names = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => name.Split('=')[0]).ToArray();

        Assert.Equal(text, FieldNames.Write(numbers.Zip(names)));
        var read = FieldNames.Parse(text);
        Assert.Equal(names, numbers.Select(read.Find));
        Assert.All([0, -1, 5, 19_000], number => Assert.Null(read.Find(number)));
    }
}

using Waybill.Schemas;

namespace Waybill.Shared.Tests.Schema;

public sealed class SchemaSetTests
{
    /// <summary>Of none, one, and even and odd numbers, whatever the order in which they came.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    public void Each_thing_is_found_by_its_name_and_no_other(int count)
    {
        string[] names = [.. Enumerable.Range(0, count).Select(number => $"{(char)('z' - number)}{(char)('A' + number % 3)}")];

        var set = SchemaSet.Of(names.Select(name => new MessageSchema(name, [])), names.Select(name => new EnumSchema(name, [])));

        Assert.All(names, name => Assert.Equal((name, name), (set.Message(name)?.Name, set.Enum(name)?.Name)));
        Assert.All(
            names.SelectMany(name => new[] { name[..1], name + "a", name.ToUpperInvariant() }),
            name => Assert.Null(set.Message(name))
        );
        Assert.Null(set.Enum(""));
    }
}

using System.Text;
using Waybill.Messages.Tests.Shapes;

namespace Waybill.Json.Tests;

/// <summary>No error tells a value that is sensitive: of the path it names the outermost member only, for deeper in a name may be the key of a map.</summary>
public sealed class SensitiveTests
{
    private const string Secret = "s3cret";

    [Theory]
    [InlineData("""{"byName":{"s3cret":"x"}}""", "Secrets.byName")]
    [InlineData("""{"byName":{"s3cret":1,"x":}}""", "Secrets.byName")]
    [InlineData("""{"card":{"text":"s3cret"}}""", "Secrets.card")]
    [InlineData("""{"card":{"text":"s3cret","code":1e9}}""", "Secrets.card")]
    [InlineData("""{"small":987654321}""", "Secrets.small")]
    [InlineData("""{"letter":"s3cret"}""", "Secrets.letter")]
    [InlineData("""{"day":"s3cret"}""", "Secrets.day")]
    [InlineData("""{"word":"a","s3cret"}""", "Secrets")]
    [InlineData("""{"s3cret""", "Secrets")]
    [InlineData("""{"word":"s3cret""", "Secrets.word")]
    [InlineData("""{"word":"s3cret"} s3cret""", "Secrets")]
    public void The_error_says_where_and_not_what(string json, string path)
    {
        AssertSilent(path, Assert.Throws<MessageFormatException>(() => JsonMessageReader.Decode<Secrets>(Encoding.UTF8.GetBytes(json))));
        AssertSilent(
            "HasSecrets.all",
            Assert.Throws<MessageFormatException>(() =>
                JsonMessageReader.Decode<HasSecrets>(Encoding.UTF8.GetBytes($$"""{"id":"a","all":[{{json}}]}"""))
            )
        );
    }

    [Fact]
    public void What_a_constructor_says_with_our_own_exception_is_not_told()
    {
        AssertSilent("Teller", Assert.Throws<MessageFormatException>(() => JsonMessageReader.Decode<Teller>("""{"card":"s3cret"}"""u8)));
        AssertSilent(
            "HasTeller.inner",
            Assert.Throws<MessageFormatException>(() => JsonMessageReader.Decode<HasTeller>("""{"inner":{"card":"s3cret"}}"""u8))
        );
    }

    [Fact]
    public void Without_the_mark_the_path_goes_all_the_way()
    {
        var exception = Assert.Throws<MessageFormatException>(() => JsonMessageReader.Decode<NoSecrets>("""{"byName":{"s3cret":"x"}}"""u8));

        Assert.Equal("NoSecrets.byName.s3cret", exception.FieldPath);
        Assert.Contains(
            Secret,
            Assert
                .Throws<MessageFormatException>(() => JsonMessageReader.Decode<NoSecrets>("""{"card":{"text":"s3cret"}}"""u8))
                .InnerException?.Message,
            StringComparison.Ordinal
        );
    }

    private static void AssertSilent(string path, MessageFormatException exception)
    {
        Assert.Equal(path, exception.FieldPath);
        for (Exception? told = exception; told is not null; told = told.InnerException)
        {
            Assert.DoesNotContain(Secret, told.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("987654321", told.ToString(), StringComparison.Ordinal);
        }
    }
}

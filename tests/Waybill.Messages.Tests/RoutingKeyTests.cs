using Waybill.Messages.Tests.Shapes;

namespace Waybill.Messages.Tests;

[Message("keys", "{Text}.{Char}.{Bool}.{SByte}.{Long}.{Guid}.{Color}.end")]
public sealed partial record KeyOfEverything(string? Text, char Char, bool? Bool, sbyte SByte, long? Long, Guid Guid, Color? Color);

[Message("keys", "constant.key")]
public sealed partial record KeyOfNothing;

public sealed class RoutingKeyTests
{
    private static readonly KeyOfEverything s_message = new("us", 'x', true, -8, 9, Guid.Empty, Color.Green);

    [Fact]
    public void Every_kind_of_word_is_written() =>
        Assert.Equal("us.x.true.-8.9.00000000-0000-0000-0000-000000000000.Green.end", Codec.Key(s_message));

    [Fact]
    public void A_constant_key_is_written_and_a_message_without_one_writes_nothing()
    {
        Assert.Equal("constant.key", Codec.Key(new KeyOfNothing()));
        Assert.Equal("", Codec.Key(new Empty()));
    }

    [Fact]
    public void An_enums_value_is_its_first_name() =>
        Assert.Contains(".Red.", Codec.Key(s_message with { Color = Color.Crimson }), StringComparison.Ordinal);

    [Fact]
    public void Text_is_written_as_UTF_8() =>
        Assert.StartsWith("zürich-東京.", Codec.Key(s_message with { Text = "zürich-東京" }), StringComparison.Ordinal);

    [Fact]
    public void A_letter_is_written_as_UTF_8() =>
        Assert.Contains(".\u00FC.", Codec.Key(s_message with { Char = '\u00FC' }), StringComparison.Ordinal);

    public static TheoryData<KeyOfEverything, string> Refused =>
        new()
        {
            { s_message with { Text = null }, "Text" },
            { s_message with { Text = "" }, "Text" },
            { s_message with { Text = "a.b" }, "Text" },
            { s_message with { Text = "\uDC00" }, "Text" },
            { s_message with { Char = '.' }, "Char" },
            { s_message with { Char = '\uD800' }, "Char" },
            { s_message with { Char = '\uDC00' }, "Char" },
            { s_message with { Bool = null }, "Bool" },
            { s_message with { Long = null }, "Long" },
            { s_message with { Color = null }, "Color" },
            { s_message with { Color = (Color)99 }, "Color" },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_value_that_cannot_be_a_word_is_refused_by_name(KeyOfEverything message, string property)
    {
        var exception = Assert.Throws<RoutingKeyException>(() => Codec.Key(message));

        Assert.Equal(property, exception.Property);
        Assert.Contains(property, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_has_255_bytes_and_no_more()
    {
        var rest = Codec.Key(s_message).Length - "us".Length;

        Assert.Equal(
            RoutingKeyWriter.MaxBytes,
            Codec.Key(s_message with { Text = new string('a', RoutingKeyWriter.MaxBytes - rest) }).Length
        );
        Assert.Throws<RoutingKeyException>(() =>
            Codec.Key(s_message with { Text = new string('a', RoutingKeyWriter.MaxBytes - rest + 1) })
        );
        Assert.Throws<RoutingKeyException>(() => Codec.Key(s_message with { Text = new string('a', 1_000) }));
    }
}

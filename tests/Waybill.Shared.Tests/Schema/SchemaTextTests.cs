using Waybill.Schemas;

namespace Waybill.Shared.Tests.Schema;

/// <summary>The schema that an assembly's messages carry each for itself.</summary>
public sealed class SchemaTextTests
{
    private static readonly EnumSchema s_color = new("Color", [new EnumValueSchema("Red", 1)]);
    private static readonly MessageSchema s_ping = new("Ping", [new(1, "Color", "color", FieldLabel.Singular, "enum Color")]);
    private static readonly MessageSchema s_pong = new("Pong", [new(1, "Back", "back", FieldLabel.Optional, "enum Color")]);

    [Fact]
    public void What_each_message_says_is_read_together_and_what_two_say_once()
    {
        var read = SchemaText.Read([SchemaText.Write([s_pong], [s_color]), SchemaText.Write([s_ping], [s_color, s_color])]);

        Assert.Equal(SchemaSet.Of([s_ping, s_pong], [s_color]), read);
    }

    [Fact]
    public void An_assembly_without_messages_has_an_empty_schema() => Assert.Empty(SchemaText.Read([]).Messages);

    [Fact]
    public void A_line_that_cannot_be_read_is_named()
    {
        var error = Assert.Throws<FormatException>(() => SchemaText.Read([SchemaText.Write([s_ping], [s_color]), "stream\tx"]));

        Assert.Contains("'stream\tx' cannot be read: 'stream' is no kind of line", error.Message, StringComparison.Ordinal);
        Assert.Contains("Rebuild the assembly", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_types_of_one_name_are_refused()
    {
        var other = s_ping with { Fields = [] };
        foreach (var second in new[] { other, s_ping })
        {
            var error = Assert.Throws<FormatException>(() =>
                SchemaText.Read([SchemaText.Write([s_ping], []), SchemaText.Write([second], [])])
            );

            Assert.Equal(
                "Two of its types are messages with the name 'Ping' (WB3004). Give one of them a Name of its own in [Message], and rebuild it.",
                error.Message
            );
        }
    }
}

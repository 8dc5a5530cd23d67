namespace Waybill.Abstractions.Tests.Wire;

public sealed class RoutingKeyWriterTests
{
    [Fact]
    public void Literals_and_words_lie_behind_each_other()
    {
        Span<byte> destination = stackalloc byte[RoutingKeyWriter.MaxBytes];
        var key = new RoutingKeyWriter(destination);
        key.WriteLiteral("order."u8);
        key.WriteWord("eu", "Region");
        key.WriteLiteral("."u8);
        key.WriteWord(7, "Number");

        Assert.Equal("order.eu.7", System.Text.Encoding.UTF8.GetString(destination[..key.Length]));
    }

    [Fact]
    public void A_literal_beyond_255_bytes_is_refused() =>
        Assert.Throws<RoutingKeyException>(() =>
            new RoutingKeyWriter(new byte[1_000]).WriteLiteral(new byte[RoutingKeyWriter.MaxBytes + 1])
        );

    [Fact]
    public void A_word_with_a_dot_names_its_property_and_not_its_value()
    {
        var exception = Assert.Throws<RoutingKeyException>(() => new RoutingKeyWriter(new byte[255]).WriteWord("a.b", "Region"));

        Assert.Equal("Region", exception.Property);
        Assert.StartsWith("Region holds a dot", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("a.b", exception.Message, StringComparison.Ordinal);
    }
}

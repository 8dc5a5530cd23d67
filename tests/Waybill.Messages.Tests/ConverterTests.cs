using Waybill.Messages.Tests.Shapes;

namespace Waybill.Messages.Tests;

/// <summary>A converted value is on the wire what it is converted to, and nothing else; bytes by hand.</summary>
public sealed class ConverterTests
{
    private static readonly Converted s_message = new(
        new Sku("k"),
        new Weight(5),
        null,
        [new Weight(1), new Weight(300)],
        new() { [new Sku("a")] = Zone.North },
        Zone.North,
        new Sku(""),
        [new Sku("s")],
        new Place(0, 1),
        null
    )
    {
        Bits = [true, false],
    };

    [Fact]
    public void The_wire_has_what_is_converted_to() =>
        Assert.Equal(
            [
                .. (byte[])[1 << 3 | 2, 1, (byte)'k'],
                .. (byte[])[2 << 3, 5],
                .. (byte[])[4 << 3 | 2, 3, 1, 0xAC, 0x02],
                .. (byte[])[5 << 3 | 2, 5, 1 << 3 | 2, 1, (byte)'a', 2 << 3, 101],
                .. (byte[])[6 << 3, 101],
                .. (byte[])[7 << 3 | 2, 0],
                .. (byte[])[8 << 3 | 2, 1, (byte)'s'],
                .. (byte[])[9 << 3 | 2, 9, 2 << 3 | 1, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F],
                .. (byte[])[11 << 3, 6],
            ],
            Codec.Encode(s_message)
        );

    [Fact]
    public void Absent_is_what_the_converter_makes_of_an_absent_value()
    {
        // Field 9, a message, is the only one that must be there.
        var read = Codec.Decode<Converted>([9 << 3 | 2, 0]);

        Assert.Equal((new Sku(""), new Weight(0), (Zone)(-100)), (read.Sku, read.Weight, read.Zone));
        Assert.Null(read.Tare);
        Assert.Null(read.Other);
        Assert.Null(read.Next);
        Assert.Empty(read.Weights);
        Assert.Empty(read.Bits);
        Assert.Equal(new Place(0, 0), read.Place);
        Assert.Equal("Converted.Place", Assert.Throws<MessageFormatException>(() => Codec.Decode<Converted>([])).FieldPath);
    }

    [Theory]
    [InlineData(new byte[] { 2 << 3, 0xC8, 0x92, 0xC1, 0x87, 0x05 }, "Converted.Weight", 1)]
    [InlineData(new byte[] { 3 << 3, 0xC8, 0x92, 0xC1, 0x87, 0x05 }, "Converted.Tare", 1)]
    [InlineData(new byte[] { 4 << 3 | 2, 6, 1, 0xC8, 0x92, 0xC1, 0x87, 0x05 }, "Converted.Weights", 3)]
    [InlineData(new byte[] { 4 << 3, 1, 4 << 3, 0xC8, 0x92, 0xC1, 0x87, 0x05 }, "Converted.Weights[1]", 3)]
    public void What_a_converter_refuses_makes_the_bytes_wrong(byte[] bytes, string path, int at)
    {
        var exception = Assert.Throws<MessageFormatException>(() => Codec.Decode<Converted>(bytes));

        Assert.Equal((path, at), (exception.FieldPath, exception.ByteOffset));
        Assert.IsType<ArgumentOutOfRangeException>(exception.InnerException);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_converter_is_asked_for_an_absent_value_only_when_it_is_absent()
    {
        Assert.Equal("x", Codec.Decode<Strictly>([1 << 3 | 2, 1, (byte)'x']).Value.Text);

        var exception = Assert.Throws<MessageFormatException>(() => Codec.Decode<Strictly>([2 << 3, 1]));
        Assert.Equal(("Strictly.Value", 2), (exception.FieldPath, exception.ByteOffset));
        Assert.IsType<FormatException>(exception.InnerException);
    }

    [Fact]
    public void Null_is_refused_by_the_writer()
    {
        Assert.Throws<ArgumentNullException>(() => Codec.Encode(new Strictly(null!, 1)));
        Assert.Throws<ArgumentNullException>(() => Codec.Encode(s_message with { Weights = [null!] }));
        Assert.Throws<InvalidOperationException>(() => Codec.Encode(new Strictly(new Strict(""), 1)));
    }

    [Fact]
    public void A_routing_key_has_what_is_converted_to() => Assert.Equal("c.k.101", Codec.Key(s_message));
}

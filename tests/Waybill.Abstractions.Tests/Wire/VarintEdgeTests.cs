namespace Waybill.Abstractions.Tests.Wire;

/// <summary>Varints of every width, with and without room for a whole word behind them.</summary>
public sealed class VarintEdgeTests
{
    private const int MaxWidth = 10;

    public static TheoryData<ulong> Values
    {
        get
        {
            var values = new TheoryData<ulong>();
            for (var bits = 0; bits <= 64; bits++)
            {
                var least = bits == 0 ? 0 : 1UL << (bits - 1);
                values.Add(least);
                values.Add(least | 0x5555_5555_5555_5555 & (least - 1));
                values.Add(bits == 64 ? ulong.MaxValue : (1UL << bits) - 1);
            }

            return values;
        }
    }

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_varint_is_written_and_read_at_every_distance_from_the_end(ulong value)
    {
        var expected = Encode(value);
        for (var behind = 0; behind <= MaxWidth; behind++)
        {
            var buffer = new byte[1 + expected.Length + behind];
            var writer = new ProtoWriter(buffer);
            writer.WriteVarint(1);
            writer.WriteVarint(value);
            Assert.Equal(expected, buffer[1..writer.Position]);

            foreach (var filling in (byte[])[0x00, 0x7F, 0x80, 0xFF])
            {
                buffer.AsSpan(writer.Position).Fill(filling);
                var reader = new ProtoReader(buffer);
                reader.ReadVarint();
                Assert.Equal(value, reader.ReadVarint());
                Assert.Equal(writer.Position, reader.Position);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_varint_that_ends_early_is_refused_at_its_beginning(ulong value)
    {
        var bytes = Encode(value);
        for (var length = 0; length < bytes.Length; length++)
        {
            var part = bytes[..length];
            Assert.Equal(0, Assert.Throws<MessageFormatException>(() => new ProtoReader(part).ReadVarint()).ByteOffset);
        }
    }

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_varint_that_does_not_fit_is_an_exception(ulong value)
    {
        var size = Encode(value).Length;
        Assert.Throws<IndexOutOfRangeException>(() =>
        {
            var writer = new ProtoWriter(new byte[size - 1]);
            writer.WriteVarint(value);
        });
    }

    // Bit by bit, as the format has it.
    private static byte[] Encode(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }
}

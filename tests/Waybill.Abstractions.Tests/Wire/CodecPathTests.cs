using Waybill.Generated;

namespace Waybill.Abstractions.Tests.Wire;

/// <summary>Decimals and times have a short way to be written and read, and a long one: both say the same.</summary>
public sealed class CodecPathTests
{
    private static readonly decimal[] s_decimals =
    [
        0.00m,
        -0.0m,
        1m,
        -1m,
        0.01m,
        9.99m,
        127.5m,
        128m / 10,
        16_383.25m,
        16_384.25m,
        new(-1, 0xFF_FFFF, 0, false, 2),
        new(0, 0x0100_0000, 0, false, 2),
        new(-1, -1, 0, false, 2),
        new(0, 0, 1, true, 28),
        decimal.MaxValue,
        decimal.MinValue,
        new(1, 0, 0, true, 28),
    ];

    [Fact]
    public void Decimals_have_the_bytes_of_their_fields_wherever_they_end()
    {
        foreach (var value in s_decimals)
        {
            var bits = decimal.GetBits(value);
            var body = Fields(
                (1, (uint)bits[0] | ((ulong)(uint)bits[1] << 32)),
                (2, (uint)bits[2]),
                (3, ((uint)bits[3] >> 16 & 0xFF) << 1 | (uint)bits[3] >> 31)
            );
            Written<DecimalCodec, decimal>(value, body);
            Assert.Equal(bits, decimal.GetBits(Read<DecimalCodec, decimal>(body)));
        }
    }

    [Fact]
    public void Times_have_the_bytes_of_their_fields_wherever_they_end()
    {
        DateTimeOffset[] times =
        [
            DateTimeOffset.MinValue,
            DateTimeOffset.MaxValue,
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch.AddTicks(1),
            DateTimeOffset.UnixEpoch.AddTicks(-1),
            DateTimeOffset.UnixEpoch.AddSeconds(1),
            new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(1)),
            new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(-1)),
            new(2026, 1, 2, 3, 4, 5, 0, TimeSpan.FromHours(14)),
            new(2106, 2, 7, 6, 28, 16, 999, TimeSpan.FromHours(-14)),
        ];
        foreach (var value in times)
        {
            var sinceEpoch = value.UtcTicks - DateTime.UnixEpoch.Ticks;
            var seconds = (long)Math.Floor(sinceEpoch / (decimal)TimeSpan.TicksPerSecond);
            var minutes = (int)value.Offset.TotalMinutes;
            var body = Fields(
                (1, (ulong)seconds),
                (2, (ulong)(sinceEpoch - seconds * TimeSpan.TicksPerSecond) * 100),
                (3, (uint)((minutes << 1) ^ (minutes >> 31)))
            );
            Written<DateTimeOffsetCodec, DateTimeOffset>(value, body);
            Assert.True(value.EqualsExact(Read<DateTimeOffsetCodec, DateTimeOffset>(body)));
        }
    }

    [Fact]
    public void Fields_in_any_order_twice_and_unknown_ones_are_read_too()
    {
        Assert.Equal(-12.34m, Read<DecimalCodec, decimal>(Fields((3, 5), (1, 1_234))));
        Assert.Equal(12.34m, Read<DecimalCodec, decimal>(Fields((1, 99), (3, 5), (1, 1_234), (3, 4))));
        Assert.Equal(12.34m, Read<DecimalCodec, decimal>(Fields((1, 1_234), (9, 7), (3, 4))));
        Assert.Equal(0m, Read<DecimalCodec, decimal>([]));

        var time = DateTimeOffset.UnixEpoch.AddSeconds(5).AddTicks(3);
        Assert.Equal(time, Read<DateTimeOffsetCodec, DateTimeOffset>(Fields((2, 300), (1, 5))));
        Assert.Equal(time, Read<DateTimeOffsetCodec, DateTimeOffset>(Fields((1, 6), (1, 5), (2, 300), (7, 1))));
        Assert.Equal(TimeSpan.FromSeconds(-5), Read<TimeSpanCodec, TimeSpan>(Fields((1, unchecked((ulong)-5)))));
    }

    private static void Written<TCodec, T>(T value, byte[] body)
        where TCodec : IWireCodec<T>
    {
        byte[] expected = [(byte)body.Length, .. body];
        Assert.InRange(expected.Length, 0, TCodec.GetSizeBound(value, 0));
        for (var behind = 0; behind < 32; behind++)
        {
            var buffer = new byte[expected.Length + behind];
            var writer = new ProtoWriter(buffer);
            TCodec.Write(ref writer, value);
            Assert.Equal(expected, buffer[..writer.Position]);
        }
    }

    private static T Read<TCodec, T>(byte[] body)
        where TCodec : IWireCodec<T>
    {
        byte[] bytes = [(byte)body.Length, .. body];
        var reader = new ProtoReader(bytes);
        var value = reader.Read<TCodec, T>();
        Assert.Equal(bytes.Length, reader.Position);
        return value;
    }

    private static byte[] Fields(params (int Number, ulong Value)[] fields)
    {
        var buffer = new byte[128];
        var writer = new ProtoWriter(buffer);
        foreach (var (number, value) in fields)
        {
            if (value != 0)
            {
                writer.WriteTag((uint)number << 3);
                writer.WriteVarint(value);
            }
        }

        return buffer[..writer.Position];
    }
}

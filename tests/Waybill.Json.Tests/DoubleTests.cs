using System.Globalization;
using System.Text;
using Waybill.Json.Tests.Support;
using Waybill.Messages.Tests.Shapes;

namespace Waybill.Json.Tests;

/// <summary>Doubles are written as .NET writes them, and read back bit by bit: the framework's own formatting is the oracle.</summary>
public sealed class DoubleTests
{
    private const int Values = 300_000;

    [Fact]
    public void Of_every_magnitude_and_length()
    {
        const int Seed = 11;
        var random = new Random(Seed);
        for (var i = 0; i < Values; i++)
        {
            Check(
                random.Next(8) switch
                {
                    0 => random.NextDouble(),
                    1 => random.NextDouble() * 1_000,
                    2 => random.NextInt64(1L << random.Next(1, 62)),
                    3 => random.NextInt64(1L << random.Next(1, 54)) / Math.Pow(10, random.Next(0, 12)),
                    4 => random.NextInt64(1L << random.Next(1, 54)) * Math.Pow(2, -random.Next(0, 70)),
                    5 => Math.ScaleB(1 + random.NextDouble(), random.Next(-14, 51)),
                    6 => Math.BitIncrement(Math.Round(random.NextDouble() * 1e6, random.Next(0, 8))),
                    _ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
                }
            );
        }
    }

    [Fact]
    public void At_powers_of_two_and_ten_and_beside_them()
    {
        for (var exponent = -1_074; exponent < 1_024; exponent++)
        {
            Around(Math.ScaleB(1, exponent));
        }

        for (var exponent = -323; exponent <= 308; exponent++)
        {
            Around(double.Parse($"1e{exponent}", CultureInfo.InvariantCulture));
            Around(double.Parse($"9.5e{exponent}", CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Halfway_between_two_shortest_ones()
    {
        // Fractions of few bits behind so many digits that two decimals are equally near.
        for (var whole = 1L << 40; whole < 1L << 49; whole = whole * 3 / 2 + 7)
        {
            for (var eighths = 0; eighths < 128; eighths++)
            {
                Check(whole + eighths / 128.0);
            }
        }
    }

    private static void Around(double value)
    {
        Check(value);
        Check(Math.BitIncrement(value));
        Check(Math.BitDecrement(value));
    }

    private static void Check(double value)
    {
        if (!double.IsFinite(value))
        {
            return;
        }

        foreach (var signed in (double[])[value, -value])
        {
            var json = JsonCodec.Encode(new Point { X = signed });
            var text = Encoding.UTF8.GetString(json);
            var expected = signed.ToString("R", CultureInfo.InvariantCulture);

            // It writes some powers of two a digit too short.
            if (double.Parse(expected, CultureInfo.InvariantCulture) != signed)
            {
                Assert.True(double.IsPow2(Math.Abs(signed)));
                expected = signed.ToString("G17", CultureInfo.InvariantCulture);
            }

            Assert.Equal($"{{\"x\":{expected},\"y\":0}}", text);
            Assert.Equal(BitConverter.DoubleToInt64Bits(signed), BitConverter.DoubleToInt64Bits(JsonMessageReader.Decode<Point>(json).X));
        }
    }
}

namespace Waybill;

/// <summary>Numbers as decimal digits and a scale: what most numbers are, and what needs no general algorithm.</summary>
internal static class JsonDecimals
{
    /// <summary>The greatest power of ten that a <see cref="ulong"/> holds.</summary>
    public const int MaxPower = 19;

    // Of 15 digits any two different decimals are different doubles, so that no shorter text can be the same double.
    private const double Below = 1e15;

    // .NET writes numbers below with an exponent.
    private const double Least = 1e-4;

    // Numbers that need more decimals seldom end there.
    private const int MaxScale = 6;

    /// <summary>Integers up to here are doubles.</summary>
    private const ulong MaxInteger = 1UL << 53;

    private static readonly ulong[] s_integers = CreateIntegers();

    // Exact as doubles up to 10^22.
    private static readonly double[] s_doubles =
    [
        1e0,
        1e1,
        1e2,
        1e3,
        1e4,
        1e5,
        1e6,
        1e7,
        1e8,
        1e9,
        1e10,
        1e11,
        1e12,
        1e13,
        1e14,
        1e15,
        1e16,
        1e17,
        1e18,
        1e19,
        1e20,
        1e21,
        1e22,
    ];

    public static ulong PowerOfTen(int power) => s_integers[power];

    /// <summary>Splits a number that has few decimals into digits and scale, its sign left out. Division of two exact doubles rounds once: the digits are exact.</summary>
    public static bool TrySplit(double value, out ulong digits, out int scale)
    {
        var magnitude = Math.Abs(value);
        digits = 0;
        scale = 0;
        if (!(magnitude is >= Least and < Below))
        {
            return magnitude == 0 && !double.IsNegative(value);
        }

        for (; scale <= MaxScale; scale++)
        {
            var scaled = magnitude * s_doubles[scale];
            if (scaled >= Below)
            {
                return false;
            }

            digits = (ulong)(scaled + 0.5);
            if (digits / s_doubles[scale] == magnitude)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The double that is nearest to digits / 10^scale, where one division finds it.</summary>
    public static bool TryJoin(ulong digits, int scale, out double value)
    {
        if (digits > MaxInteger || scale >= s_doubles.Length)
        {
            value = 0;
            return false;
        }

        value = digits / s_doubles[scale];
        return true;
    }

    private static ulong[] CreateIntegers()
    {
        var powers = new ulong[MaxPower + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}

namespace Waybill;

/// <summary>Doubles as decimal digits and a scale, where that needs no numbers of more than 128 bits: nearly always.</summary>
internal static class JsonDecimals
{
    /// <summary>The greatest power of ten that a <see cref="ulong"/> holds.</summary>
    public const int MaxPower = 19;

    // Between these two .NET writes no exponent, and the digits are fractions of the bits.
    private const double Least = 1e-4;
    private const double Below = 1e15;

    private const int FractionBits = 52;
    private const ulong Implied = 1UL << FractionBits;
    private const int Bias = 1_075;

    // log10(2) by 2^41: exact enough for the floor of every exponent's product.
    private const long LogOfTwo = 661_971_961_083;
    private const int LogShift = 41;

    /// <summary>Integers up to here are doubles.</summary>
    private const ulong MaxInteger = 1UL << 53;

    private static readonly ulong[] s_integers = CreateIntegers();

    private static readonly UInt128[] s_powers = CreatePowers();

    // Exact as doubles.
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

    /// <summary>
    /// The fewest digits that read back as the number, of equally few the nearest, its sign left out. False where .NET writes an exponent, for -0, and for what is no number.
    /// </summary>
    /// <remarks>
    /// Raffaello Giulietti, "The Schubfach way to render doubles", with exact products in place of rounded ones: scaled so that the interval of the decimals that
    /// read back as the number is 1 to 10 wide, it holds one multiple of ten at most, and a whole number at least.
    /// </remarks>
    public static bool TrySplit(double value, out ulong digits, out int scale)
    {
        var magnitude = Math.Abs(value);
        if (!(magnitude is >= Least and < Below))
        {
            digits = 0;
            scale = 0;
            return magnitude == 0 && !double.IsNegative(value);
        }

        var bits = BitConverter.DoubleToUInt64Bits(magnitude);
        var exponent = (int)(bits >> FractionBits) - Bias;
        var significand = bits & (Implied - 1) | Implied;
        scale = -(int)(exponent * LogOfTwo >> LogShift);

        // In quarters of a unit of the last bit: halfway to the neighbours, of which the lower one is nearer at a power of two.
        var unit = s_powers[scale];
        var scaled = unit * (significand << 2);
        var low = scaled - (significand == Implied ? unit : unit << 1);
        var high = scaled + (unit << 1);
        var shift = 2 - exponent;
        var floor = (ulong)(scaled >> shift);
        var tens = floor / 10 * 10;
        var isLow = (UInt128)tens << shift > low;
        var isHigh = (UInt128)(tens + 10) << shift < high;
        if (isLow != isHigh)
        {
            digits = isLow ? tens : tens + 10;
            Shorten(ref digits, ref scale);
            return true;
        }

        digits = floor + (RoundsUp(floor, scaled, low, high, shift) ? 1UL : 0);
        return true;
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

    private static bool RoundsUp(ulong floor, UInt128 scaled, UInt128 low, UInt128 high, int shift)
    {
        var isFloor = (UInt128)floor << shift > low;
        var isNext = (UInt128)(floor + 1) << shift < high;
        if (isFloor != isNext)
        {
            return isNext;
        }

        var rest = scaled - ((UInt128)floor << shift);
        var half = UInt128.One << (shift - 1);
        return rest > half || (rest == half && floor % 2 == 1);
    }

    /// <summary>Takes zeros off the end.</summary>
    private static void Shorten(ref ulong digits, ref int scale)
    {
        for (var zeros = 8; zeros > 0; zeros /= 2)
        {
            var power = s_integers[zeros];
            while (scale >= zeros && digits % power == 0)
            {
                digits /= power;
                scale -= zeros;
            }
        }
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

    /// <summary>Up to the greatest that <see cref="Least"/> is scaled by; times 55 bits they have fewer than 128.</summary>
    private static UInt128[] CreatePowers()
    {
        var powers = new UInt128[22];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}

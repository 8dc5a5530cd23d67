using System.Text;

namespace Waybill.Messages.Tests.Support;

/// <summary>Damages JSON in the ways that reach deepest into a reader.</summary>
internal static class JsonMutation
{
    // One deeper than may be, and deeper.
    private const int MaxNesting = 80;

    private static readonly byte[] s_bytes = [.. "{}[]\",:\\-+.eE09tfnu \n/'"u8, 0, 0x7F, 0x80, 0xC3, 0xED, 0xFF];

    private static readonly byte[][] s_pieces =
    [
        .. new[]
        {
            "null",
            "true",
            "1e999",
            "-0",
            "\"\\ud800\"",
            "\\u0022",
            "{\"a\":",
            "[[[[",
            "99999999999999999999",
            "\"NaN\"",
            "9999-12-31T23:59:59.9999999-14:00",
            "0001-01-01T00:00:00+14:00",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>One damage, or two.</summary>
    public static byte[] Of(byte[] json, byte[] other, Random random)
    {
        var mutant = json.ToList();
        for (var damages = 1 + random.Next(6) / 3; damages > 0; damages--)
        {
            Damage(mutant, other, random);
        }

        return [.. mutant];
    }

    private static void Damage(List<byte> mutant, byte[] other, Random random)
    {
        var at = random.Next(mutant.Count + 1);
        var rest = mutant.Count - at;
        switch (random.Next(9))
        {
            case 0 when rest > 0:
                mutant[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when rest > 0:
                mutant[at] = Any(s_bytes, random);
                break;
            case 2:
                mutant.Insert(at, Any(s_bytes, random));
                break;
            case 3 when rest > 0:
                mutant.RemoveRange(at, random.Next(1, Math.Min(rest, 8) + 1));
                break;
            case 4:
                mutant.InsertRange(at, Any(s_pieces, random));
                break;
            case 5:
                mutant.RemoveRange(at, rest);
                break;
            case 6 when mutant.IndexOf((byte)'{') is >= 0 and var brace:
                mutant.InsertRange(brace + 1, Unknown(random));
                break;
            case 7 when rest > 0 && mutant.IndexOf((byte)':', at) is >= 0 and var colon:
                mutant.InsertRange(colon + 1, Any(s_pieces, random));
                break;
            default:
                var from = random.Next(other.Length);
                mutant.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(1, 40))]);
                break;
        }
    }

    /// <summary>A member that no message has, of arrays within each other.</summary>
    private static byte[] Unknown(Random random)
    {
        var depth = random.Next(1, MaxNesting);
        return [.. "\"?\":"u8, .. Enumerable.Repeat((byte)'[', depth), .. Enumerable.Repeat((byte)']', depth), (byte)','];
    }

    private static T Any<T>(T[] items, Random random) => items[random.Next(items.Length)];
}

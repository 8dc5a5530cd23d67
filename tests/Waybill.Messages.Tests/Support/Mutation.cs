namespace Waybill.Messages.Tests.Support;

/// <summary>Damages bytes in the ways that reach deepest into a reader.</summary>
internal static class Mutation
{
    private static readonly byte[] s_interesting = [0x00, 0x01, 0x7F, 0x80, 0xFF, 0x0B, 0x0C, 0x0A, 0x12, 0xC0, 0xED];

    public static byte[] Of(byte[] bytes, byte[] other, Random random)
    {
        var mutant = bytes.ToList();
        for (var damages = random.Next(1, 4); damages > 0; damages--)
        {
            Damage(mutant, other, random);
        }

        return [.. mutant];
    }

    private static void Damage(List<byte> mutant, byte[] other, Random random)
    {
        var at = random.Next(mutant.Count + 1);
        var rest = mutant.Count - at;
        switch (random.Next(10))
        {
            case 0 when rest > 0:
                mutant[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when rest > 0:
                mutant[at] = s_interesting[random.Next(s_interesting.Length)];
                break;
            case 2:
                mutant.Insert(at, (byte)random.Next(256));
                break;
            case 3 when rest > 0:
                mutant.RemoveRange(at, random.Next(1, Math.Min(rest, 8) + 1));
                break;
            case 4:
                mutant.RemoveRange(at, rest);
                break;
            case 5:
                // A length or number far beyond what follows.
                mutant.InsertRange(at, [0xFF, 0xFF, 0xFF, 0xFF, (byte)random.Next(256)]);
                break;
            case 6 when other.Length > 0:
                var from = random.Next(other.Length);
                mutant.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(1, 32))]);
                break;
            case 7:
                Nest(mutant, (byte)(random.Next(1, 16) << 3 | 2), random.Next(1, 4) == 1 ? random.Next(1, 100) : 1);
                break;
            case 8:
                // Groups, which nobody writes any more, within each other.
                mutant.InsertRange(at, Enumerable.Repeat((byte)0x0B, random.Next(1, 100)));
                break;
            default:
                mutant.AddRange(other);
                break;
        }
    }

    /// <summary>Makes the whole the value of a field, over and over.</summary>
    private static void Nest(List<byte> mutant, byte tag, int times)
    {
        for (; times > 0 && mutant.Count < 4096; times--)
        {
            var length = mutant.Count;
            List<byte> prefix = [tag];
            for (; length >= 0x80; length >>= 7)
            {
                prefix.Add((byte)(length | 0x80));
            }

            mutant.InsertRange(0, [.. prefix, (byte)length]);
        }
    }
}

using MemoryPack;

namespace Waybill.Benchmarks.Serialization;

/// <summary>A thousand doubles and a thousand integers.</summary>
[Message]
[MemoryPackable]
public sealed partial record NumbersPayload(double[] Doubles, int[] Ints)
{
    private const int Count = 1_000;

    /// <summary>The one that is measured.</summary>
    public static NumbersPayload Example { get; } = Create(new Random(1));

    /// <summary>Whether all elements are the same.</summary>
    public bool Equals(NumbersPayload? other) =>
        other is not null && Doubles.AsSpan().SequenceEqual(other.Doubles) && Ints.AsSpan().SequenceEqual(other.Ints);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Doubles.Length, Ints.Length);

    private static NumbersPayload Create(Random random)
    {
        var doubles = new double[Count];
        var ints = new int[Count];
        for (var i = 0; i < Count; i++)
        {
            doubles[i] = random.NextDouble() * 1_000;
            // As many of each magnitude, and every tenth below zero, where a varint is at its longest.
            ints[i] = (random.Next() >> random.Next(31)) * (i % 10 == 9 ? -1 : 1);
        }

        return new NumbersPayload(doubles, ints);
    }
}

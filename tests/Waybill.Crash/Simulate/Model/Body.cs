using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace Waybill.Crash.Simulate.Model;

/// <summary>A message's bytes: its number, and more of a length and a pattern that follow from it.</summary>
internal static class Body
{
    /// <summary>The most bytes that a message has.</summary>
    public const int MaxBytes = sizeof(long) + MaxPadding;

    private const int MaxPadding = 1_500;
    private const int SmallPadding = 64;
    private const int PerSpell = 128;

    // Every broker's messages have the same numbers, and each is asked for several times.
    private static readonly ConcurrentDictionary<long, byte[]> s_made = new();

    /// <summary>The message's id.</summary>
    public static Guid IdOf(long number) => new((int)number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    /// <summary>The message's bytes, which nobody writes to.</summary>
    public static byte[] Of(long number) => s_made.GetOrAdd(number, Make);

    /// <returns>The message's number; null when the bytes are no message's.</returns>
    public static long? Read(ReadOnlySpan<byte> body) =>
        BinaryPrimitives.TryReadInt64LittleEndian(body, out var number)
        && number is >= 0 and <= int.MaxValue
        && body.SequenceEqual(Of(number))
            ? number
            : null;

    private static byte[] Make(long number)
    {
        var padding = new Random((int)number);
        // For a while most are large, and then few.
        var isLarge = padding.Next(number / PerSpell % 2 == 0 ? 2 : 8) == 0;
        var body = new byte[sizeof(long) + padding.Next(isLarge ? MaxPadding : SmallPadding)];
        BinaryPrimitives.WriteInt64LittleEndian(body, number);
        padding.NextBytes(body.AsSpan(sizeof(long)));
        return body;
    }
}

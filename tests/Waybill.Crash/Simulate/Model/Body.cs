using System.Buffers.Binary;

namespace Waybill.Crash.Simulate.Model;

/// <summary>A message's bytes: its number, and more of a length and a pattern that follow from it.</summary>
internal static class Body
{
    private const int MaxPadding = 5_000;

    /// <summary>The message's id.</summary>
    public static Guid IdOf(long number) => new((int)number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    public static byte[] Of(long number)
    {
        var padding = new Random((int)number);
        var body = new byte[sizeof(long) + (padding.Next(4) == 0 ? padding.Next(MaxPadding) : padding.Next(64))];
        BinaryPrimitives.WriteInt64LittleEndian(body, number);
        padding.NextBytes(body.AsSpan(sizeof(long)));
        return body;
    }

    /// <returns>The message's number; null when the bytes are no message's.</returns>
    public static long? Read(ReadOnlySpan<byte> body) =>
        BinaryPrimitives.TryReadInt64LittleEndian(body, out var number)
        && number is >= 0 and <= int.MaxValue
        && body.SequenceEqual(Of(number))
            ? number
            : null;
}

using System.Text;
using Waybill.Transports;

namespace Waybill.Broker.Records;

/// <summary>
/// A dead letter's history in at most 4 KiB: {count, then per death: queue, reason: 1, count, first ms: 8, last ms: 8, exception type, message, stack},
/// texts with a length, an empty one for none. Newest last. Texts are trimmed, then the oldest deaths dropped, until it fits.
/// </summary>
internal static class DeathCodec
{
    /// <summary>The greatest size of a history in bytes.</summary>
    public const int MaxBytes = 4096;

    private const int MaxTypeBytes = 256;
    private const int MaxMessageBytes = 512;
    private const int MaxStackBytes = 1536;
    private const int MaxOlderStackBytes = 0;

    /// <summary>Adds a death to a history: one entry a queue and reason, moved to the end.</summary>
    public static IReadOnlyList<Death> Add(IReadOnlyList<Death> history, Death death)
    {
        var same = history.FirstOrDefault(old => old.Queue == death.Queue && old.Reason == death.Reason);
        var merged = same is null ? death : death with { Count = same.Count + death.Count, First = same.First };
        return [.. history.Where(old => !ReferenceEquals(old, same)), merged];
    }

    public static byte[] Encode(IReadOnlyList<Death> deaths)
    {
        // The newest death keeps its stack; older ones have told theirs before.
        for (var from = 0; ; from++)
        {
            var encoded = Encode(deaths, from);
            if (encoded.Length <= MaxBytes || from == deaths.Count - 1)
            {
                return encoded;
            }
        }
    }

    public static IReadOnlyList<Death> Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return [];
        }

        var reader = new RecordReader(bytes);
        var deaths = new Death[reader.ReadCount()];
        for (var i = 0; i < deaths.Length; i++)
        {
            var queue = reader.ReadText();
            var reason = (DeathReason)reader.ReadByte();
            var count = reader.ReadVarint();
            var first = ReadTime(ref reader);
            var last = ReadTime(ref reader);
            deaths[i] = new Death(
                queue,
                reason,
                (int)Math.Min(count, int.MaxValue),
                first,
                last,
                ReadOptional(ref reader),
                ReadOptional(ref reader),
                ReadOptional(ref reader)
            );
        }

        return deaths;
    }

    private static byte[] Encode(IReadOnlyList<Death> deaths, int from)
    {
        using var stream = new MemoryStream();
        Span<byte> scratch = stackalloc byte[64];
        WriteVarint(stream, scratch, (ulong)(deaths.Count - from));
        for (var i = from; i < deaths.Count; i++)
        {
            var death = deaths[i];
            WriteText(stream, scratch, death.Queue, int.MaxValue);
            var writer = new RecordWriter(scratch);
            writer.WriteByte((byte)death.Reason);
            writer.WriteVarint(death.Count);
            writer.WriteInt64(death.First.ToUnixTimeMilliseconds());
            writer.WriteInt64(death.Last.ToUnixTimeMilliseconds());
            stream.Write(scratch[..writer.Length]);
            WriteText(stream, scratch, death.ExceptionType, MaxTypeBytes);
            WriteText(stream, scratch, death.Message, MaxMessageBytes);
            WriteText(stream, scratch, death.StackTrace, i == deaths.Count - 1 ? MaxStackBytes : MaxOlderStackBytes);
        }

        return stream.ToArray();
    }

    private static void WriteVarint(MemoryStream stream, Span<byte> scratch, ulong value)
    {
        var writer = new RecordWriter(scratch);
        writer.WriteVarint(value);
        stream.Write(scratch[..writer.Length]);
    }

    private static void WriteText(MemoryStream stream, Span<byte> scratch, string? text, int maxBytes)
    {
        var bytes = Encoding.UTF8.GetBytes(text ?? "");
        var length = Math.Min(bytes.Length, maxBytes);
        // A character is never cut in two.
        while (length < bytes.Length && length > 0 && (bytes[length] & 0xC0) == 0x80)
        {
            length--;
        }

        WriteVarint(stream, scratch, (ulong)length);
        stream.Write(bytes, 0, length);
    }

    private static DateTimeOffset ReadTime(ref RecordReader reader)
    {
        var milliseconds = reader.ReadInt64();
        return milliseconds is >= -62_135_596_800_000 and <= 253_402_300_799_999
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new RecordFormatException($"{milliseconds} ms is no time.");
    }

    private static string? ReadOptional(ref RecordReader reader) => reader.ReadText() is { Length: > 0 } text ? text : null;
}

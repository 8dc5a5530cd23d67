using Waybill.Broker.Core.Index;

namespace Waybill.Broker.Records;

/// <summary>{version, queue: symbol, then the completed entries to the end, each by what tells it from the others of its queue: see <see cref="EntryCodec"/>}.</summary>
internal static class CompletionsCodec
{
    /// <summary>An upper bound of what <see cref="WriteHead"/> writes.</summary>
    public const int HeadBound = 1 + RecordWriter.MaxVarintBytes;

    /// <summary>Writes all but the entries.</summary>
    public static void WriteHead(ref RecordWriter writer, int queue)
    {
        writer.WriteByte(RecordType.Version);
        writer.WriteVarint(queue);
    }

    /// <summary>Reads the queue, and leaves the entries to be read.</summary>
    public static CompletionsView Read(ReadOnlySpan<byte> payload)
    {
        var reader = RecordReader.Open(payload);
        var queue = reader.ReadSymbol();
        return new CompletionsView(queue, payload[reader.Position..]);
    }
}

namespace Waybill.Broker.Records;

/// <summary>{version, queue: symbol}.</summary>
internal static class PurgeRecord
{
    public static byte[] Encode(int queue)
    {
        Span<byte> buffer = stackalloc byte[1 + RecordWriter.MaxVarintBytes];
        var writer = new RecordWriter(buffer);
        writer.WriteByte(RecordType.Version);
        writer.WriteVarint(queue);
        return buffer[..writer.Length].ToArray();
    }

    public static int Decode(ReadOnlySpan<byte> payload)
    {
        var reader = RecordReader.Open(payload);
        return reader.ReadSymbol();
    }
}

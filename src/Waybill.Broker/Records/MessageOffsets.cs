namespace Waybill.Broker.Records;

/// <summary>
/// Where the messages of one record begin, as far as somebody has read: a record of thousands is handed out one by one, and each is found without reading
/// those before it again.
/// </summary>
internal sealed class MessageOffsets
{
    private readonly List<int> _starts = [];
    private int _next;
    private int _count;

    /// <summary>The record's position; <see cref="long.MinValue"/> for none.</summary>
    public long Lsn { get; private set; } = long.MinValue;

    public void Begin(long lsn)
    {
        Lsn = lsn;
        _starts.Clear();
    }

    /// <exception cref="RecordFormatException">The record has no such message.</exception>
    public MessageView Read(byte type, ReadOnlySpan<byte> payload, int index)
    {
        if (_starts.Count == 0)
        {
            (_next, _count) = RecordMessages.Locate(type, payload);
        }

        if (index >= _count)
        {
            throw new RecordFormatException($"The record has no message {index}.");
        }

        while (_starts.Count <= index)
        {
            var reader = new RecordReader(payload[_next..]);
            MessageCodec.Read(ref reader);
            _starts.Add(_next);
            _next += reader.Position;
        }

        var found = new RecordReader(payload[_starts[index]..]);
        return MessageCodec.Read(ref found);
    }
}

namespace Waybill.Broker.Records;

/// <summary>Walks the messages of a record of any type that has some.</summary>
internal ref struct RecordMessages
{
    private RecordReader _reader;
    private int _left;

    private RecordMessages(RecordReader reader, int count)
    {
        _reader = reader;
        _left = count;
    }

    /// <summary>The message; its index in the record is how many came before it.</summary>
    public MessageView Current { get; private set; }

    public static RecordMessages Of(byte type, ReadOnlySpan<byte> payload)
    {
        var (first, count) = Locate(type, payload);
        return new RecordMessages(new RecordReader(payload[first..]), count);
    }

    /// <summary>Where the first message begins in a record, and how many there are.</summary>
    public static (int First, int Count) Locate(byte type, ReadOnlySpan<byte> payload)
    {
        switch (type)
        {
            case RecordType.Publish:
                return (RecordReader.Open(payload).Position, 1);
            case RecordType.Batch:
                var reader = RecordReader.Open(payload);
                var count = reader.ReadCount();
                return (reader.Position, count);
            case RecordType.Outcome:
                return LocateInOutcome(payload);
            default:
                return default;
        }
    }

    public bool MoveNext()
    {
        if (_left == 0)
        {
            return false;
        }

        _left--;
        Current = MessageCodec.Read(ref _reader);
        return true;
    }

    /// <exception cref="RecordFormatException">The record has no message.</exception>
    public static MessageView First(byte type, ReadOnlySpan<byte> payload)
    {
        var messages = Of(type, payload);
        return messages.MoveNext() ? messages.Current : throw new RecordFormatException("The record has no message.");
    }

    // Apart: an outcome is large, and what every publish calls must not clear the place for one.
    private static (int First, int Count) LocateInOutcome(ReadOnlySpan<byte> payload)
    {
        var outcome = OutcomeCodec.Read(payload);
        return (payload.Length - outcome.Publishes.Length, outcome.PublishCount);
    }
}

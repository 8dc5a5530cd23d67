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
        switch (type)
        {
            case RecordType.Publish:
                return new RecordMessages(RecordReader.Open(payload), 1);
            case RecordType.Batch:
                var reader = RecordReader.Open(payload);
                var count = reader.ReadCount();
                return new RecordMessages(reader, count);
            case RecordType.Outcome:
                var outcome = OutcomeCodec.Read(payload);
                return new RecordMessages(new RecordReader(outcome.Publishes), outcome.PublishCount);
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

    /// <exception cref="RecordFormatException">The record has no such message.</exception>
    public static MessageView At(byte type, ReadOnlySpan<byte> payload, int index)
    {
        var messages = Of(type, payload);
        for (var i = 0; messages.MoveNext(); i++)
        {
            if (i == index)
            {
                return messages.Current;
            }
        }

        throw new RecordFormatException($"The record has no message {index}.");
    }
}

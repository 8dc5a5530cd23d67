namespace Waybill.Broker.Core.Index;

/// <summary>Goes through the entries of a run.</summary>
internal ref struct EntryReader(EntryRun run)
{
    private readonly ReadOnlySpan<byte> _bytes = run.Bytes.Span;
    private MessageRef _before = run.Before;
    private int _left = run.Count;
    private int _at;

    public QueueEntry Current { get; private set; }

    /// <summary>How many bytes have been read.</summary>
    public readonly int Position => _at;

    /// <exception cref="Records.RecordFormatException">The bytes are no entries.</exception>
    public bool MoveNext()
    {
        if (_left == 0)
        {
            return false;
        }

        _left--;
        Current = EntryCodec.Read(_bytes, ref _at, ref _before);
        return true;
    }
}

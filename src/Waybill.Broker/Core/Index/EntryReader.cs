namespace Waybill.Broker.Core.Index;

/// <summary>Goes through the entries of a run.</summary>
internal ref struct EntryReader<T, TCodec>(EntryRun run)
    where TCodec : IEntryCodec<T>
{
    private readonly ReadOnlySpan<byte> _bytes = run.Bytes.Span;
    private MessageRef _before = run.Before;
    private int _left = run.Count;
    private int _at;

    public T Current { get; private set; } = default!;

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
        Current = TCodec.Read(_bytes, ref _at, ref _before);
        return true;
    }
}

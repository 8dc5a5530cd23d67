namespace Waybill.Broker.Core.Index;

/// <summary>
/// Entries in a row that grow at one end and are taken from the other. What was written is never written again while somebody may still read it. Not thread-safe.
/// </summary>
internal sealed class EntryChunk
{
    private const int Bytes = 4096;

    private readonly byte[] _data;
    private int _end;
    private MessageRef _last;
    private int _head;
    private MessageRef _before;
    private bool _isShared;

    /// <summary>An empty one.</summary>
    public EntryChunk() => _data = GC.AllocateUninitializedArray<byte>(Bytes);

    /// <summary>One that takes over what was written elsewhere; it can only be read.</summary>
    public EntryChunk(in EntryRun run)
    {
        _data = run.Bytes.ToArray();
        _end = _data.Length;
        _before = run.Before;
        Count = run.Count;
        _isShared = true;
    }

    public int Count { get; private set; }

    /// <summary>Adds an entry; false when there is no room for the longest one.</summary>
    public bool TryAdd(in QueueEntry entry)
    {
        if (_data.Length - _end < EntryCodec.MaxBytes)
        {
            return false;
        }

        _end += EntryCodec.Write(_data.AsSpan(_end), entry, ref _last);
        Count++;
        return true;
    }

    /// <summary>Takes the oldest entry; there must be one.</summary>
    public QueueEntry Take()
    {
        Count--;
        return EntryCodec.Read(_data, ref _head, ref _before);
    }

    /// <summary>What is in it now.</summary>
    public EntryRun Share()
    {
        _isShared = true;
        return Peek();
    }

    /// <summary>What is in it now, valid until the next change.</summary>
    public EntryRun Peek() => new(_data.AsMemory(_head, _end - _head), Count, _before);

    /// <summary>Makes it an empty one, unless somebody may still read what was in it.</summary>
    public bool TryReset()
    {
        if (_isShared)
        {
            return false;
        }

        (_end, _head, Count) = (0, 0, 0);
        (_last, _before) = (default, default);
        return true;
    }
}

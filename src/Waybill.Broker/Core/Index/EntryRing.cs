namespace Waybill.Broker.Core.Index;

/// <summary>
/// A first-in first-out list of entries in chunks without references: a backlog of millions takes a byte or two each and costs the collector next to nothing, and a
/// steady flow allocates nothing. Not thread-safe.
/// </summary>
internal sealed class EntryRing
{
    private readonly Queue<EntryChunk> _chunks = new();
    private EntryChunk? _last;
    private EntryChunk? _spare;
    private QueueEntry _first;
    private bool _hasFirst;
    private long _inChunks;

    public long Count => _inChunks + (_hasFirst ? 1 : 0);

    public void Enqueue(in QueueEntry entry)
    {
        if (_last is null || !_last.TryAdd(entry))
        {
            _last = _spare ?? new EntryChunk();
            _spare = null;
            _last.TryAdd(entry);
            _chunks.Enqueue(_last);
        }

        _inChunks++;
    }

    public bool TryPeek(out QueueEntry entry)
    {
        if (!_hasFirst && _inChunks > 0)
        {
            _first = TakeFromChunks();
            _hasFirst = true;
        }

        entry = _first;
        return _hasFirst;
    }

    /// <summary>Takes the entry that <see cref="TryPeek"/> has shown.</summary>
    public void Dequeue() => _hasFirst = false;

    /// <summary>Adds entries that were kept elsewhere, behind all others.</summary>
    public void Append(in EntryRun run)
    {
        if (run.Count > 0)
        {
            if (_inChunks == 0)
            {
                _chunks.Clear();
            }

            _last = new EntryChunk(run);
            _chunks.Enqueue(_last);
            _inChunks += run.Count;
        }
    }

    /// <summary>All entries, to be read by any thread at any time.</summary>
    public void Share(ICollection<EntryRun> runs)
    {
        if (_hasFirst)
        {
            var alone = new EntryChunk();
            alone.TryAdd(_first);
            runs.Add(alone.Share());
        }

        foreach (var chunk in _chunks)
        {
            if (chunk.Count > 0)
            {
                runs.Add(chunk.Share());
            }
        }
    }

    /// <summary>The oldest entries, at most as many as asked for.</summary>
    public List<QueueEntry> Take(int limit)
    {
        var entries = new List<QueueEntry>((int)Math.Min(limit, Count));
        if (_hasFirst && limit > 0)
        {
            entries.Add(_first);
        }

        foreach (var chunk in _chunks)
        {
            foreach (var entry in chunk.Peek())
            {
                if (entries.Count == limit)
                {
                    return entries;
                }

                entries.Add(entry);
            }
        }

        return entries;
    }

    /// <summary>Empties the ring and gives its memory back.</summary>
    public void Clear()
    {
        _chunks.Clear();
        _last = null;
        _spare = null;
        _hasFirst = false;
        _inChunks = 0;
    }

    // Chunk by chunk: an emptied one serves as the next, so that a steady flow never asks for memory.
    private QueueEntry TakeFromChunks()
    {
        var chunk = _chunks.Peek();
        var entry = chunk.Take();
        _inChunks--;
        if (chunk.Count == 0)
        {
            if (chunk != _last)
            {
                _chunks.Dequeue();
                _spare = chunk.TryReset() ? chunk : _spare;
            }
            else if (!chunk.TryReset())
            {
                _chunks.Dequeue();
                _last = null;
            }
        }

        return entry;
    }
}

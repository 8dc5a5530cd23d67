namespace Waybill.Broker.Core.Index;

/// <summary>
/// A first-in first-out list of entries in chunks without references: a backlog of millions takes a byte or two each and costs the collector next to nothing, a steady
/// flow allocates nothing, and over the budget of <see cref="IndexPages"/> what lies between the ends goes to its file. Not thread-safe.
/// </summary>
internal sealed class EntryRing<T, TCodec>(IndexPages pages)
    where TCodec : IEntryCodec<T>
{
    private readonly Queue<EntryChunk<T, TCodec>> _chunks = new();
    private EntryChunk<T, TCodec>? _last;
    private T _first = default!;
    private bool _hasFirst;
    private long _inChunks;

    public long Count => _inChunks + (_hasFirst ? 1 : 0);

    public void Enqueue(in T entry)
    {
        if (_last is null || !_last.TryAdd(entry))
        {
            var chunk = new EntryChunk<T, TCodec>(pages);
            chunk.TryAdd(entry);
            Enqueue(chunk);
        }

        _inChunks++;
    }

    public bool TryPeek(out T entry)
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

    /// <summary>Adds a run that <see cref="IndexPages.Keep"/> has taken over, behind all others.</summary>
    public void Append(in EntryRun run)
    {
        if (run.Count == 0)
        {
            pages.Discard(run);
        }
        else
        {
            Append(new EntryChunk<T, TCodec>(pages, run));
        }
    }

    /// <summary>Adds a chunk that has some, behind all others. It is the ring's then.</summary>
    public void Append(EntryChunk<T, TCodec> chunk)
    {
        if (_inChunks == 0)
        {
            DiscardChunks();
        }

        Enqueue(chunk);
        _inChunks += chunk.Count;
    }

    /// <summary>All entries, to be read by any thread: those in pages while <see cref="IndexPages.BeginReading"/> says so, the others at any time.</summary>
    public void Share(ICollection<EntryRun> runs)
    {
        if (_hasFirst)
        {
            var alone = new byte[TCodec.MaxBytes];
            MessageRef before = default;
            var length = TCodec.Write(alone, _first, ref before);
            runs.Add(new EntryRun(alone.AsMemory(0, length), 1, default) { Volatile = TCodec.IsVolatile(_first) ? 1 : 0 });
        }

        foreach (var chunk in _chunks)
        {
            if (chunk.Count > 0)
            {
                runs.Add(chunk.Share());
            }
        }
    }

    /// <summary>The entries in order, until the next change.</summary>
    public IEnumerable<T> Entries()
    {
        if (_hasFirst)
        {
            yield return _first;
        }

        foreach (var chunk in _chunks)
        {
            foreach (var entry in chunk.Peek().ListOf<T, TCodec>())
            {
                yield return entry;
            }
        }
    }

    /// <summary>Empties the ring and gives its memory back.</summary>
    public void Clear()
    {
        DiscardChunks();
        _hasFirst = false;
        _inChunks = 0;
    }

    private void Enqueue(EntryChunk<T, TCodec> chunk)
    {
        var filled = _last;
        _last = chunk;
        _chunks.Enqueue(chunk);
        // The first one's turn is next, and the last one fills.
        if (_chunks.Count > 2)
        {
            filled!.Yield();
        }
    }

    private void DiscardChunks()
    {
        foreach (var chunk in _chunks)
        {
            chunk.Discard();
        }

        _chunks.Clear();
        _last = null;
    }

    private T TakeFromChunks()
    {
        var chunk = _chunks.Peek();
        var entry = chunk.Take();
        _inChunks--;
        if (chunk.Count == 0)
        {
            if (chunk != _last)
            {
                _chunks.Dequeue();
                chunk.Discard();
            }
            else
            {
                chunk.Reset();
            }
        }

        return entry;
    }
}

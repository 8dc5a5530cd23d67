namespace Waybill.Broker.Core.Index;

/// <summary>
/// Entries in a row that grow at one end and are taken from the other, in memory or in a page. What was written is never written again while somebody may still read
/// it. Not thread-safe.
/// </summary>
internal sealed class EntryChunk<T, TCodec>
    where TCodec : IEntryCodec<T>
{
    private readonly IndexPages _pages;
    private byte[]? _data;
    private IndexPage? _page;
    private int _end;
    private MessageRef _last;
    private int _head;
    private MessageRef _before;
    private bool _isShared;

    // What the last entry left is not known, or there may be no room for another.
    private bool _isClosed;

    /// <summary>An empty one.</summary>
    public EntryChunk(IndexPages pages)
    {
        _pages = pages;
        _data = GC.AllocateUninitializedArray<byte>(pages.Sizes.PageBytes);
        pages.OnTaken();
    }

    /// <summary>One that takes over a run that <see cref="IndexPages.Keep"/> has taken over; it can only be read.</summary>
    public EntryChunk(IndexPages pages, in EntryRun run)
    {
        _pages = pages;
        _page = run.Page;
        _data = run.Page is null ? run.InMemory.ToArray() : null;
        _end = run.Length;
        _before = run.Before;
        Count = run.Count;
        _isClosed = true;
    }

    public int Count { get; private set; }

    /// <summary>Adds an entry; false when there is no room for the longest one.</summary>
    public bool TryAdd(in T entry)
    {
        if (_isClosed || _data is not { } data || data.Length - _end < TCodec.MaxBytes)
        {
            return false;
        }

        _end += TCodec.Write(data.AsSpan(_end), entry, ref _last);
        Count++;
        return true;
    }

    /// <summary>Takes the oldest entry; there must be one.</summary>
    public T Take()
    {
        if (_data is null)
        {
            PageIn();
        }

        Count--;
        return TCodec.Read(_data, ref _head, ref _before);
    }

    /// <summary>What is in it now.</summary>
    public EntryRun Share()
    {
        _isShared = true;
        return Peek();
    }

    /// <summary>What is in it now, valid until the next change.</summary>
    public EntryRun Peek() =>
        _data is null ? new EntryRun(default, _page, Count, _before) : new EntryRun(_data.AsMemory(_head, _end - _head), Count, _before);

    /// <summary>Nothing is added any more, and its turn is far: its memory is given back if that can be done.</summary>
    public void TryPageOut()
    {
        if (_data is { } data && data.Length <= _pages.Sizes.PageBytes && _pages.TryWrite(data.AsSpan(_head, _end - _head)) is { } page)
        {
            (_page, _data, _head, _end) = (page, null, 0, 0);
            _isClosed = true;
            _pages.OnReturned();
        }
    }

    /// <summary>Makes it an empty one, unless somebody may still read what was in it.</summary>
    public bool TryReset()
    {
        if (_isShared || _data is not { } data || data.Length < _pages.Sizes.PageBytes)
        {
            return false;
        }

        (_end, _head, Count, _isClosed) = (0, 0, 0, false);
        (_last, _before) = (default, default);
        return true;
    }

    /// <summary>Nobody needs it any more.</summary>
    public void Discard()
    {
        if (_page is { } page)
        {
            _pages.Free(page);
            _page = null;
        }
        else
        {
            _pages.OnReturned();
        }
    }

    private void PageIn()
    {
        var page = _page!;
        (_data, _head, _end) = (page.Read(), 0, page.Length);
        _page = null;
        // Whoever shares the page reads it there.
        _isShared = false;
        _pages.Free(page);
        _pages.OnTaken();
    }
}

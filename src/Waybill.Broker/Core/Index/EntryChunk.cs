using System.Buffers;

namespace Waybill.Broker.Core.Index;

/// <summary>
/// Entries in a row that grow at one end and are taken from the other, in memory or in a page. It takes as much memory as it needs up to a page: most queues hold a few
/// messages. What was written is never written again while somebody may still read it. Not thread-safe.
/// </summary>
internal sealed class EntryChunk<T, TCodec> : IYielding
    where TCodec : IEntryCodec<T>
{
    private const int LeastBytes = 128;
    private const int Growth = 4;

    private readonly IndexPages _pages;
    private byte[]? _data;
    private IndexPage? _page;
    private int _end;
    private MessageRef _last;
    private int _head;
    private int _volatile;
    private MessageRef _before;
    private LinkedListNode<IYielding>? _yields;
    private bool _isShared;
    private bool _isRented;

    // Up to where it may be written; 0 when nothing may be added, because what the last entry left is not known.
    private int _room;

    /// <summary>An empty one.</summary>
    public EntryChunk(IndexPages pages)
    {
        _pages = pages;
        Rent(LeastBytes);
        pages.Relieve();
    }

    /// <summary>One that takes over a run that <see cref="IndexPages.Keep"/> has taken over; it can only be read.</summary>
    public EntryChunk(IndexPages pages, in EntryRun run)
    {
        _pages = pages;
        _page = run.Page;
        _data = run.Page is null ? run.InMemory.ToArray() : null;
        _end = run.InMemory.Length;
        _before = run.Before;
        _volatile = run.Volatile;
        Count = run.Count;
    }

    public int Count { get; private set; }

    /// <summary>Adds an entry; false when there is no room for the longest one.</summary>
    public bool TryAdd(in T entry)
    {
        if (_room - _end < TCodec.MaxBytes && !TryMakeRoom())
        {
            return false;
        }

        _end += TCodec.Write(_data.AsSpan(_end), entry, ref _last);
        _volatile += TCodec.IsVolatile(entry) ? 1 : 0;
        Count++;
        return true;
    }

    /// <summary>Takes the oldest entry; there must be one.</summary>
    public T Take()
    {
        if (_yields is not null)
        {
            Claim();
        }

        if (_data is null)
        {
            PageIn();
        }

        Count--;
        var entry = TCodec.Read(_data, ref _head, ref _before);
        _volatile -= TCodec.IsVolatile(entry) ? 1 : 0;
        return entry;
    }

    /// <summary>What is in it now.</summary>
    public EntryRun Share()
    {
        _isShared = true;
        return Peek();
    }

    /// <summary>What is in it now, valid until the next change.</summary>
    public EntryRun Peek() => new(_data.AsMemory(_head, _end - _head), _page, Count, _before) { Volatile = _volatile };

    /// <summary>Its turn is far, and nothing is added any more: whoever needs its memory gets it, until somebody takes an entry.</summary>
    public void Yield()
    {
        if (_data is not null && _yields is null && _end - _head <= _pages.Sizes.PageBytes)
        {
            _yields = _pages.OnYielding(this);
        }
    }

    public bool TryPageOut()
    {
        if (_pages.TryWrite(_data.AsSpan(_head, _end - _head)) is not { } page)
        {
            return false;
        }

        GiveBack();
        (_page, _yields, _head, _end) = (page, null, 0, 0);
        return true;
    }

    /// <summary>Nothing is left in it: it begins anew.</summary>
    public void Reset()
    {
        if (_isShared || _room != Math.Min(LeastBytes, _pages.Sizes.PageBytes))
        {
            GiveBack();
            Rent(LeastBytes);
        }

        (_end, _head) = (0, 0);
        (_last, _before) = (default, default);
    }

    /// <summary>Nobody needs it any more.</summary>
    public void Discard()
    {
        Claim();
        if (_page is { } page)
        {
            _pages.Free(page);
            _page = null;
        }
        else
        {
            GiveBack();
        }
    }

    private void Claim()
    {
        if (_yields is { } node)
        {
            _pages.OnClaimed(node);
            _yields = null;
        }
    }

    // What was taken makes room for as much again, or else there is a larger array.
    private bool TryMakeRoom()
    {
        var (room, left) = (_room, _end - _head);
        if (left > room / 2)
        {
            room = room == _pages.Sizes.PageBytes ? 0 : Math.Min(room * Growth, _pages.Sizes.PageBytes);
        }

        if (room - left < TCodec.MaxBytes)
        {
            return false;
        }

        var (data, toPool) = (_data!, _isRented && !_isShared);
        Rent(room);
        data.AsSpan(_head, left).CopyTo(_data);
        (_head, _end) = (0, left);
        Return(data, toPool);
        _pages.Relieve();
        return true;
    }

    private void Rent(int bytes)
    {
        _room = Math.Min(bytes, _pages.Sizes.PageBytes);
        _data = ArrayPool<byte>.Shared.Rent(_room);
        (_isRented, _isShared) = (true, false);
        _pages.OnTaken(_data.Length);
    }

    // Nobody who still reads what was in it is disturbed.
    private void GiveBack()
    {
        Return(_data!, _isRented && !_isShared);
        (_data, _room) = (null, 0);
    }

    private void Return(byte[] data, bool toPool)
    {
        _pages.OnReturned(data.Length);
        if (toPool)
        {
            ArrayPool<byte>.Shared.Return(data);
        }
    }

    private void PageIn()
    {
        var page = _page!;
        (_data, _head, _end) = (page.Read(), 0, page.Length);
        _page = null;
        // Whoever shares the page reads it there.
        (_isShared, _isRented) = (false, false);
        _pages.Free(page);
        _pages.OnTaken(_data.Length);
    }
}

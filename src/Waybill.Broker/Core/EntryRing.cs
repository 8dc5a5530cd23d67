using System.Runtime.InteropServices;

namespace Waybill.Broker.Core;

/// <summary>
/// A first-in first-out list of entries in chunks outside the garbage-collected heap: a backlog of millions costs the collector nothing, and a steady
/// flow allocates nothing. Not thread-safe.
/// </summary>
internal sealed unsafe class EntryRing : IDisposable
{
    private const int ChunkEntries = 4096;

    private readonly Queue<nint> _chunks = new();
    private nint _last;
    private nint _spare;
    private int _head;
    private int _tail = ChunkEntries;

    ~EntryRing() => Clear();

    public long Count { get; private set; }

    public void Enqueue(in QueueEntry entry)
    {
        if (_tail == ChunkEntries)
        {
            _last = _spare != 0 ? _spare : (nint)NativeMemory.Alloc(ChunkEntries, (nuint)sizeof(QueueEntry));
            _spare = 0;
            _chunks.Enqueue(_last);
            _tail = 0;
        }

        ((QueueEntry*)_last)[_tail++] = entry;
        Count++;
    }

    public bool TryPeek(out QueueEntry entry)
    {
        if (Count == 0)
        {
            entry = default;
            return false;
        }

        entry = ((QueueEntry*)_chunks.Peek())[_head];
        return true;
    }

    public void Dequeue()
    {
        Count--;
        if (++_head == ChunkEntries || Count == 0)
        {
            // Chunk by chunk: an emptied one serves as the next, so that a steady flow never asks for memory.
            var emptied = _chunks.Dequeue();
            if (_spare != 0)
            {
                NativeMemory.Free((void*)_spare);
            }

            _spare = emptied;
            _head = 0;
            if (Count == 0)
            {
                _tail = ChunkEntries;
            }
        }
    }

    /// <summary>The oldest entries, at most as many as asked for.</summary>
    public List<QueueEntry> Take(int limit)
    {
        var entries = new List<QueueEntry>((int)Math.Min(limit, Count));
        var at = _head;
        foreach (var chunk in _chunks)
        {
            var end = chunk == _last ? _tail : ChunkEntries;
            for (; at < end && entries.Count < limit; at++)
            {
                entries.Add(((QueueEntry*)chunk)[at]);
            }

            at = 0;
        }

        return entries;
    }

    public void Dispose()
    {
        Clear();
        GC.SuppressFinalize(this);
    }

    /// <summary>Empties the ring and gives its memory back.</summary>
    public void Clear()
    {
        foreach (var chunk in _chunks)
        {
            NativeMemory.Free((void*)chunk);
        }

        NativeMemory.Free((void*)_spare);
        _chunks.Clear();
        _spare = 0;
        _head = 0;
        _tail = ChunkEntries;
        Count = 0;
    }
}

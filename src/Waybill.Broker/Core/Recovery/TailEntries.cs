using Waybill.Broker.Core.Index;
using Waybill.Storage;

namespace Waybill.Broker.Core.Recovery;

/// <summary>
/// The messages that came into a queue while its journal is folded and that only wait: in order, written as the queue keeps them, so that those that nobody takes go there
/// as they are. Where an outcome takes one, its block is read, so that the next ones are found by position. Memory follows what the queue's index takes, and what
/// is between the oldest unsettled message and the last that was settled. Not thread-safe.
/// </summary>
internal sealed class TailEntries(IndexPages pages)
{
    private readonly List<Block> _blocks = [];
    private Block? _last;
    private TailKeys? _spare;

    /// <summary>Adds a message, which came after all others; false when it has no key.</summary>
    public bool TryAdd(MessageRef message)
    {
        if (!TailKeys.HasKey(message))
        {
            return false;
        }

        if (_last is null || !_last.TryAdd(message))
        {
            AddBlock(message);
        }

        return true;
    }

    /// <summary>Takes a message out; false when it is not there.</summary>
    public bool TryTake(MessageRef message)
    {
        if (_blocks.Count == 0 || !TailKeys.HasKey(message))
        {
            return false;
        }

        var key = TailKeys.KeyOf(message);
        var index = IndexOf(key);
        if (index < 0)
        {
            return false;
        }

        var block = _blocks[index];
        var keys = block.Open(ref _spare);
        if (!keys.TryTake(key))
        {
            return false;
        }

        if (keys.Left == 0 && block != _last)
        {
            _blocks.RemoveAt(index);
            Spare(keys);
        }

        return true;
    }

    /// <summary>Puts what nobody has taken into its queue, in order.</summary>
    public void Fill(QueueState queue)
    {
        foreach (var block in _blocks)
        {
            block.Fill(queue);
        }
    }

    /// <summary>None of it is needed.</summary>
    public void Discard() => _blocks.ForEach(static block => block.Discard());

    private void AddBlock(MessageRef message)
    {
        if (_last?.Close() is { } emptied)
        {
            _blocks.RemoveAt(_blocks.Count - 1);
            Spare(emptied);
        }

        _last = new Block(pages, TailKeys.KeyOf(message));
        _last.TryAdd(message);
        _blocks.Add(_last);
    }

    private void Spare(TailKeys keys)
    {
        keys.Clear();
        _spare = keys;
    }

    // The last block whose first key is not behind the key; -1 when it lies before all.
    private int IndexOf(long key)
    {
        var (low, high) = (-1, _blocks.Count - 1);
        if (_blocks.Count > 1 && key < _blocks[1].First)
        {
            high = 0;
        }

        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _blocks[middle].First <= key ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    /// <summary>So many in a row, as the queue's index keeps them until one of them is taken.</summary>
    private sealed class Block(IndexPages pages, long first)
    {
        private EntryChunk<QueueEntry, EntryCodec>? _chunk = new(pages);
        private TailKeys? _keys;

        public long First => first;

        public bool TryAdd(MessageRef message) =>
            _chunk is { } chunk
                ? chunk.Count < TailKeys.Size && chunk.TryAdd(new QueueEntry(message, 0, 0, 0))
                : _keys!.TryAdd(TailKeys.KeyOf(message));

        /// <summary>Nothing is added any more.</summary>
        /// <returns>What it was read into, when all of it was taken.</returns>
        public TailKeys? Close()
        {
            _chunk?.Yield();
            return _keys is { Left: 0 } emptied ? emptied : null;
        }

        public TailKeys Open(ref TailKeys? spare)
        {
            if (_chunk is { } chunk)
            {
                _keys = spare ?? new TailKeys();
                spare = null;
                foreach (var entry in chunk.Peek())
                {
                    _keys.TryAdd(TailKeys.KeyOf(entry.Message));
                }

                chunk.Discard();
                _chunk = null;
            }

            return _keys!;
        }

        public void Fill(QueueState queue)
        {
            if (_chunk is not null)
            {
                queue.Add(_chunk);
            }
            else
            {
                _keys!.Fill(queue);
            }
        }

        public void Discard() => _chunk?.Discard();
    }
}

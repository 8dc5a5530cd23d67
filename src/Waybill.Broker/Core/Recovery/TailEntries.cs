using System.Numerics;
using Waybill.Storage;

namespace Waybill.Broker.Core.Recovery;

/// <summary>
/// The messages that came into a queue while its journal is folded and that only wait: in order, found by position, and marked when an outcome settles them. Most are
/// settled near where the oldest unsettled one stands, so that is where the search begins. Memory follows what is between the oldest unsettled one and the last.
/// </summary>
internal sealed class TailEntries
{
    private readonly List<Block> _blocks = [];
    private Block? _spare;

    public long Count { get; private set; }

    /// <summary>Adds a message, which came after all others; false when its index is too large for this list.</summary>
    public bool TryAdd(MessageRef message)
    {
        if (!HasKey(message))
        {
            return false;
        }

        if (_blocks.Count == 0 || _blocks[^1].IsFull)
        {
            _blocks.Add(_spare ?? new Block());
            _spare = null;
        }

        _blocks[^1].Add(KeyOf(message));
        Count++;
        return true;
    }

    /// <summary>Takes a message out; false when it is not there.</summary>
    public bool TryTake(MessageRef message)
    {
        if (Count == 0 || !HasKey(message))
        {
            return false;
        }

        var key = KeyOf(message);
        var index = IndexOf(key);
        if (index < 0 || !_blocks[index].TryTake(key))
        {
            return false;
        }

        Count--;
        if (_blocks[index] is { IsFull: true, Left: 0 } emptied)
        {
            _blocks.RemoveAt(index);
            emptied.Clear();
            _spare = emptied;
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

    private static bool HasKey(MessageRef message) =>
        message.Index is >= 0 and <= ushort.MaxValue && message.Lsn >= 0 && message.Lsn % JournalFormat.RecordAlignment == 0;

    private static long KeyOf(MessageRef message) => (message.Lsn / JournalFormat.RecordAlignment << 16) | (long)message.Index;

    private static MessageRef MessageOf(long key) => new((key >> 16) * JournalFormat.RecordAlignment, (int)(key & ushort.MaxValue));

    // The last block whose first key is not behind the key.
    private int IndexOf(long key)
    {
        if (_blocks.Count == 1 || key < _blocks[1].First)
        {
            return 0;
        }

        var (low, high) = (1, _blocks.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _blocks[middle].First <= key ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private sealed class Block
    {
        private const int Size = 4096;

        private readonly long[] _keys = new long[Size];
        private readonly ulong[] _taken = new ulong[Size / 64];
        private int _count;
        private int _oldest;

        public bool IsFull => _count == Size;

        public long First => _keys[0];

        public int Left { get; private set; }

        public void Fill(QueueState queue)
        {
            for (var at = _oldest; at < _count; at++)
            {
                if (!IsTaken(at))
                {
                    queue.Add(new QueueEntry(MessageOf(_keys[at]), 0, 0, 0));
                }
            }
        }

        public void Add(long key)
        {
            _keys[_count++] = key;
            Left++;
        }

        public bool TryTake(long key)
        {
            var at = _oldest;
            if (at >= _count || _keys[at] != key)
            {
                at = Array.BinarySearch(_keys, _oldest, _count - _oldest, key);
            }

            if (at < 0 || IsTaken(at))
            {
                return false;
            }

            _taken[at / 64] |= 1UL << (at % 64);
            Left--;
            SkipTaken();
            return true;
        }

        public void Clear()
        {
            Array.Clear(_taken);
            (_count, _oldest, Left) = (0, 0, 0);
        }

        private bool IsTaken(int at) => (_taken[at / 64] & (1UL << (at % 64))) != 0;

        private void SkipTaken()
        {
            int run;
            int rest;
            do
            {
                rest = 64 - (_oldest % 64);
                run = BitOperations.TrailingZeroCount(~(_taken[_oldest / 64] >> (_oldest % 64)));
                _oldest += run;
            } while (run == rest && _oldest < _count);
        }
    }
}

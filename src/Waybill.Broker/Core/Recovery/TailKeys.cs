using System.Numerics;
using Waybill.Storage;

namespace Waybill.Broker.Core.Recovery;

/// <summary>
/// Messages in order, each found by its position and marked when it is taken. Most are taken near where the oldest one stands that is not, so that is where the search
/// begins. Not thread-safe.
/// </summary>
internal sealed class TailKeys
{
    /// <summary>How many there may be.</summary>
    public const int Size = 4096;

    private readonly long[] _keys = new long[Size];
    private readonly ulong[] _taken = new ulong[Size / 64];
    private int _count;
    private int _oldest;

    /// <summary>How many have not been taken.</summary>
    public int Left { get; private set; }

    /// <summary>Whether a message can be told by a number: its position and its place in the record.</summary>
    public static bool HasKey(MessageRef message) =>
        message.Lsn >= 0 && (ulong)message.Lsn % JournalFormat.RecordAlignment == 0 && (uint)message.Index <= ushort.MaxValue;

    public static long KeyOf(MessageRef message) => (long)((ulong)message.Lsn / JournalFormat.RecordAlignment << 16) | (uint)message.Index;

    /// <summary>Adds a message that came after all others; false when there is no room.</summary>
    public bool TryAdd(long key)
    {
        if (_count == Size)
        {
            return false;
        }

        _keys[_count++] = key;
        Left++;
        return true;
    }

    /// <summary>Takes a message out; false when it is not there.</summary>
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

    /// <summary>Puts what nobody has taken into its queue, in order.</summary>
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

    public void Clear()
    {
        Array.Clear(_taken);
        (_count, _oldest, Left) = (0, 0, 0);
    }

    private static MessageRef MessageOf(long key) => new((key >> 16) * JournalFormat.RecordAlignment, (int)(key & ushort.MaxValue));

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

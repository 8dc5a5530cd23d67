using System.Runtime.CompilerServices;
using Waybill.Storage;

namespace Waybill.Broker.Core.Index;

/// <summary>
/// Entries as a byte or two each: what a queue holds is mostly the positions of one record after another, so each is told by its distance from the one before. The
/// bytes are in memory and in checkpoints (docs/format/checkpoint.md): an even varint is an entry that only waits, 0 for the next message of the same record,
/// else the distance to its record in units of 32 bytes, doubled; a 1 comes before one that has more to tell, which is written out.
/// </summary>
internal readonly struct EntryCodec : IEntryCodec<QueueEntry>
{
    /// <summary>The longest entry: a mark, three varints of 64 bits, three of 32.</summary>
    public const int MaxBytes = 1 + (3 * MaxVarintBytes) + (3 * 5);

    /// <summary>The longest varint.</summary>
    public const int MaxVarintBytes = 10;

    /// <summary>The longest entry that only waits.</summary>
    public const int MaxIdentityBytes = 1 + MaxVarintBytes + 5 + 3;

    private const byte WrittenOut = 1;

    static int IEntryCodec<QueueEntry>.MaxBytes => MaxBytes;

    static bool IEntryCodec<QueueEntry>.IsVolatile(in QueueEntry entry) => entry.Message.IsInMemory;

    /// <summary>Writes an entry into a span that holds at least <see cref="MaxBytes"/>, and returns how many it took.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="before">What the last entry before it left, and this one leaves; default at the beginning of a run.</param>
    public static int Write(Span<byte> destination, in QueueEntry entry, ref MessageRef before)
    {
        var message = entry.Message;
        if (entry.IsPlain)
        {
            var distance = message.Lsn - before.Lsn;
            if (distance == 0 && message.Index == before.Index + 1)
            {
                before = message;
                destination[0] = 0;
                return 1;
            }

            if (distance > 0 && message.Index == 0 && distance % JournalFormat.RecordAlignment == 0)
            {
                before = message;
                return WriteVarint(destination, (ulong)distance / JournalFormat.RecordAlignment * 2);
            }
        }

        destination[0] = WrittenOut;
        var at = 1;
        at += WriteVarint(destination[at..], ZigZag(message.Lsn));
        at += WriteVarint(destination[at..], (uint)message.Index);
        at += WriteVarint(destination[at..], (ulong)entry.DeathLsn);
        at += WriteVarint(destination[at..], (uint)entry.Failed);
        at += WriteVarint(destination[at..], (uint)entry.Acquired);
        before = Follow(entry, before);
        return at;
    }

    /// <summary>Reads the entry at a place, and goes behind it.</summary>
    /// <exception cref="Records.RecordFormatException">No entry stands there.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QueueEntry Read(ReadOnlySpan<byte> source, ref int at, ref MessageRef before)
    {
        var first = ReadVarint(source, ref at);
        if ((first & 1) != 0)
        {
            return ReadWrittenOut(source, first, ref at, ref before);
        }

        before =
            first == 0
                ? before with
                {
                    Index = before.Index + 1,
                }
                : new MessageRef(before.Lsn + (long)(first / 2 * JournalFormat.RecordAlignment), 0);
        return new QueueEntry(before, 0, 0, 0);
    }

    private static QueueEntry ReadWrittenOut(ReadOnlySpan<byte> source, ulong first, ref int at, ref MessageRef before)
    {
        if (first != WrittenOut)
        {
            throw new Records.RecordFormatException($"{first} begins no entry of a queue.");
        }

        var lsn = UnZigZag(ReadVarint(source, ref at));
        var index = (int)ReadVarint(source, ref at);
        var death = (long)ReadVarint(source, ref at);
        var failed = (int)ReadVarint(source, ref at);
        var entry = new QueueEntry(new MessageRef(lsn, index), death, failed, (int)ReadVarint(source, ref at));
        before = Follow(entry, before);
        return entry;
    }

    // A message in memory only has a position that distances cannot be told from.
    private static MessageRef Follow(in QueueEntry entry, MessageRef before) => entry.Message.IsInMemory ? before : entry.Message;

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    public static int WriteVarint(Span<byte> destination, ulong value)
    {
        var at = 0;
        for (; value >= 0x80; value >>= 7)
        {
            destination[at++] = (byte)(value | 0x80);
        }

        destination[at++] = (byte)value;
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ReadVarint(ReadOnlySpan<byte> source, ref int at)
    {
        if ((uint)at < (uint)source.Length && source[at] < 0x80)
        {
            return source[at++];
        }

        return ReadLongVarint(source, ref at);
    }

    private static ulong ReadLongVarint(ReadOnlySpan<byte> source, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= source.Length)
            {
                throw new Records.RecordFormatException("The entries of a queue end early.");
            }

            var next = source[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new Records.RecordFormatException("A varint has more than 64 bits.");
    }
}

using Waybill.Broker.Core.Index;
using Waybill.Broker.Records;

namespace Waybill.Broker.Core.Recovery;

/// <summary>An event in some fifteen bytes, in memory and in pages only: two bytes, and its numbers as varints.</summary>
internal readonly struct RecoveryEventCodec : IEntryCodec<RecoveryEvent>
{
    public static int MaxBytes => 2 + (3 * EntryCodec.MaxVarintBytes) + (3 * 5);

    public static bool IsVolatile(in RecoveryEvent entry) => entry.Message.IsInMemory;

    public static int Write(Span<byte> destination, in RecoveryEvent entry, ref MessageRef before)
    {
        destination[0] = (byte)entry.Code;
        destination[1] = entry.Parked ? (byte)1 : (byte)0;
        var at = 2;
        at += EntryCodec.WriteVarint(destination[at..], (uint)entry.Queue);
        at += EntryCodec.WriteVarint(destination[at..], (ulong)entry.Message.Lsn);
        at += EntryCodec.WriteVarint(destination[at..], (uint)entry.Message.Index);
        at += EntryCodec.WriteVarint(destination[at..], (ulong)entry.Lsn);
        at += EntryCodec.WriteVarint(destination[at..], (ulong)entry.Due);
        at += EntryCodec.WriteVarint(destination[at..], (uint)entry.Number);
        return at;
    }

    public static RecoveryEvent Read(ReadOnlySpan<byte> source, ref int at, ref MessageRef before)
    {
        var (code, parked) = ((OutcomeCode)source[at], source[at + 1] != 0);
        at += 2;
        var queue = (int)EntryCodec.ReadVarint(source, ref at);
        var position = (long)EntryCodec.ReadVarint(source, ref at);
        var message = new MessageRef(position, (int)EntryCodec.ReadVarint(source, ref at));
        var lsn = (long)EntryCodec.ReadVarint(source, ref at);
        var due = (long)EntryCodec.ReadVarint(source, ref at);
        return new RecoveryEvent(queue, code, message, lsn, due, (int)EntryCodec.ReadVarint(source, ref at), parked);
    }
}

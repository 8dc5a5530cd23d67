using Waybill.Broker.Core.Recovery;

namespace Waybill.Broker.Core.Index;

/// <summary>
/// An entry with its place, some seventeen bytes for one that was tried: the entry as <see cref="EntryCodec"/> writes one that follows none, when it is due, and whether it is
/// parked. The bytes are in memory and in checkpoints (docs/format/checkpoint.md), in any order.
/// </summary>
internal readonly struct PlacementCodec : IEntryCodec<Placement>
{
    public static int MaxBytes => EntryCodec.MaxBytes + EntryCodec.MaxVarintBytes + 1;

    public static bool IsVolatile(in Placement entry) => entry.Entry.Message.IsInMemory;

    public static int Write(Span<byte> destination, in Placement entry, ref MessageRef before)
    {
        MessageRef none = default;
        var at = EntryCodec.Write(destination, entry.Entry, ref none);
        at += EntryCodec.WriteVarint(destination[at..], (ulong)entry.Due);
        destination[at++] = entry.Parked ? (byte)1 : (byte)0;
        return at;
    }

    public static Placement Read(ReadOnlySpan<byte> source, ref int at, ref MessageRef before)
    {
        MessageRef none = default;
        var entry = EntryCodec.Read(source, ref at, ref none);
        var due = (long)EntryCodec.ReadVarint(source, ref at);
        return at < source.Length
            ? new Placement(entry, due, source[at++] != 0)
            : throw new Records.RecordFormatException("The entries of a queue end early.");
    }
}

using Waybill.Storage.Devices;
using Waybill.Storage.Format;
using Waybill.Storage.Recovery;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Inspection;

/// <summary>A segment's file, opened as far as it can be.</summary>
/// <param name="Name">Its name, without a path.</param>
/// <param name="BaseLsn">The position that the name says.</param>
/// <param name="Segment">What can be read through; null when nothing tells its seed.</param>
/// <param name="Damage">What is wrong with its header or its directory; null for nothing.</param>
internal sealed record InspectedSegment(string Name, long BaseLsn, Segment? Segment, LogDamage? Damage)
{
    /// <summary>Whether it is another segment by its header: its name says nothing of the log then.</summary>
    public bool IsStray { get; private init; }

    public bool IsSparse => Segment?.Header.Kind == SegmentKind.Sparse;

    /// <summary>The position of what stands at a place in the file, or before it where that is known no better.</summary>
    public long LsnAt(long offset) => IsSparse ? Segment?.Directory?.LsnAt(offset) ?? BaseLsn : BaseLsn + offset;

    /// <summary>Opens a segment.</summary>
    /// <param name="device">The folder.</param>
    /// <param name="baseLsn">Which one.</param>
    /// <param name="segmentBytes">The size of all segments; null when nothing tells it.</param>
    public static InspectedSegment Open(IStorageDevice device, long baseLsn, long? segmentBytes)
    {
        var name = SegmentHeader.FileName(baseLsn);
        try
        {
            return new InspectedSegment(
                name,
                baseLsn,
                SegmentSet.OpenOne(device, baseLsn, segmentBytes, writable: false, mayBeShort: true),
                null
            );
        }
        catch (StorageVersionException newer)
        {
            return new InspectedSegment(name, baseLsn, null, LogDamage.Newer(name, newer.Offset, baseLsn, null, newer.What));
        }
        catch (StorageCorruptedException corrupted)
        {
            var file = device.Open(name, writable: false);
            var segment = Salvage(file, device.Name, baseLsn, segmentBytes);
            var readable = segment is null ? (long?)null : segment.FirstBatchLsn;
            return new InspectedSegment(
                name,
                baseLsn,
                segment,
                new LogDamage(name, corrupted.Offset, baseLsn + corrupted.Offset, readable, corrupted.Damage)
            )
            {
                IsStray = StraySegment.Find(device, baseLsn) is not null,
            };
        }
    }

    // With its seed all of a segment can be checked. The seed stands in the header, follows from it, and is the chain that what stands first names: one of them is often left.
    private static Segment? Salvage(IStorageFile file, string folder, long baseLsn, long? segmentBytes)
    {
        try
        {
            if (TrySalvage(file, folder, baseLsn, segmentBytes) is { } segment)
            {
                return segment;
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }
        file.Dispose();
        return null;
    }

    private static Segment? TrySalvage(IStorageFile file, string folder, long baseLsn, long? segmentBytes)
    {
        Span<byte> bytes = stackalloc byte[SegmentHeader.Bytes];
        var read = file.Read(0, bytes);
        if (SegmentHeader.TryRead(bytes[..read], out var header, out var seed, out _))
        {
            if (header.BaseLsn == baseLsn && (segmentBytes ?? header.SegmentBytes) == header.SegmentBytes)
            {
                return new Segment(header, seed, folder, file);
            }
        }
        else
        {
            Span<byte> first = stackalloc byte[JournalFormat.BatchHeaderBytes];
            file.Read(JournalFormat.SegmentHeaderBytes, first);
            var named = ((uint?[])[BatchHeader.ChainInOf(first), RecordHeader.PreviousCrcOf(first)]).OfType<uint>();
            foreach (var candidate in SegmentHeader.SeedsOf(bytes).Concat(named))
            {
                if (
                    WithSeed(file, folder, baseLsn, segmentBytes ?? Math.Min(file.Length, JournalFormat.MaxSegmentBytes), candidate) is
                    { } segment
                )
                {
                    return segment;
                }
            }
        }
        return null;
    }

    private static Segment? WithSeed(IStorageFile file, string folder, long baseLsn, long segmentBytes, uint seed)
    {
        // A file of unknown size may end anywhere: batches stand in whole sectors.
        var whole = segmentBytes / JournalFormat.BatchAlignment * JournalFormat.BatchAlignment;
        var log = new Segment(new SegmentHeader(whole, baseLsn, Salt: 0, SegmentKind.Recycled), seed, folder, file);
        var search = new TailSearch();
        search.Run([log], 0, log.FirstBatchLsn);
        if (search.FirstHeader is not null)
        {
            return log;
        }
        var sparse = new Segment(log.Header with { SegmentBytes = segmentBytes, Kind = SegmentKind.Sparse }, seed, folder, file);
        return new SparseWalk(sparse).HasFirst ? sparse : null;
    }
}

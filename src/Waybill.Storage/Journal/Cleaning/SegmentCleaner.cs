using Waybill.Storage.Devices;
using Waybill.Storage.Format;
using Waybill.Storage.Recovery;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Cleaning;

/// <summary>
/// Lets go of old segments that nobody needs, and writes those anew of which little is needed, so that no slow queue keeps the disk. Positions stay what they are. For
/// one thread at a time.
/// </summary>
/// <param name="device">The folder.</param>
/// <param name="segments">Its segments.</param>
/// <param name="spares">What becomes of those that go.</param>
/// <param name="salt">Makes a salt.</param>
/// <param name="makeRoom">Gives up space on a full disk; false: there is none to give up.</param>
internal sealed class SegmentCleaner(
    IStorageDevice device,
    SegmentSet segments,
    SpareSegments spares,
    Func<ulong> salt,
    Func<bool> makeRoom
)
{
    // A smaller record there is none.
    private const int LeastRecordBytes = JournalFormat.RecordAlignment;

    // A segment is written anew when that frees half of it.
    private const int Worthwhile = 2;
    private const int Samples = 64;

    private readonly SparseWriter _writer = new(device, salt);
    private readonly RecordBlock _block = new();

    /// <summary>How many records of a segment were needed when it was looked at or written last; -1 when it cannot be written anew.</summary>
    private readonly Dictionary<long, int> _looked = [];

    /// <param name="before">Segments that end behind this position are let alone.</param>
    /// <param name="live">What is needed.</param>
    /// <param name="failures">Hears of what cannot be done.</param>
    /// <param name="cancellationToken">Ends it before the next segment.</param>
    public CleaningReport Clean(long before, ILiveRecords live, FirstFailure failures, CancellationToken cancellationToken)
    {
        var old = segments.All.Where(segment => segment.EndLsn <= before).ToList();
        var retired = old.Where(segment => live.CountIn(segment.BaseLsn) == 0).ToList();
        retired.ForEach(segment => _looked.Remove(segment.BaseLsn));
        // A file that cannot go, or cannot be replaced, may stay so for ever, and keeps no other segment from being written anew.
        spares.Retire(segments, retired, failures);
        var (rewritten, lacksRoom, damaged) = (0, false, new List<StorageCorruptedException>());
        // Those first of which least is needed: on a full disk each that is written anew makes room for the next.
        foreach (
            var segment in old.Except(retired)
                .OrderBy(segment => live.CountIn(segment.BaseLsn))
                .TakeWhile(_ => !cancellationToken.IsCancellationRequested)
        )
        {
            failures.Try(() =>
            {
                var rewriting = RewriteOrLeave(segment, live, damaged);
                rewritten += rewriting == Rewriting.Done ? 1 : 0;
                lacksRoom |= rewriting == Rewriting.LacksRoom;
            });
        }
        var gone = retired.Count(segment => segments.Find(segment.BaseLsn) is null);
        return new CleaningReport(gone, rewritten, damaged, lacksRoom);
    }

    private Rewriting RewriteOrLeave(Segment segment, ILiveRecords live, List<StorageCorruptedException> damaged)
    {
        try
        {
            return TryRewriteWhereThereIsRoom(segment, live) ? Rewriting.Done : Rewriting.Left;
        }
        catch (IOException full) when (DiskFull.IsReportedBy(full))
        {
            // It stays as it is, and is looked at again; another one may need less room.
            return Rewriting.LacksRoom;
        }
        catch (StorageCorruptedException corrupted)
        {
            // What is needed of it stays where it is, and whoever reads it hears of it.
            _looked[segment.BaseLsn] = -1;
            damaged.Add(corrupted);
            return Rewriting.Left;
        }
    }

    // On a full disk the new file is small, and leaves most of the old one's space.
    private bool TryRewriteWhereThereIsRoom(Segment segment, ILiveRecords live)
    {
        try
        {
            return TryRewrite(segment, live);
        }
        catch (IOException full) when (DiskFull.IsReportedBy(full) && makeRoom())
        {
            return TryRewrite(segment, live);
        }
    }

    private bool TryRewrite(Segment segment, ILiveRecords live)
    {
        var count = live.CountIn(segment.BaseLsn);
        var present = segment.Directory?.RecordBytes ?? segment.Header.SegmentBytes;
        if (
            _looked.TryGetValue(segment.BaseLsn, out var looked) && count > looked / Worthwhile
            || (long)count * LeastRecordBytes > present / Worthwhile
        )
        {
            return false;
        }
        var positions = PositionsIn(live, segment.BaseLsn);
        if (EstimateBytes(positions) > present / Worthwhile)
        {
            _looked[segment.BaseLsn] = count;
            return false;
        }
        var sparse = _writer.Write(segment.Header.SegmentBytes, segment.BaseLsn, positions.Select(Read));
        segments.Replace(segment, sparse);
        segment.File.Dispose();
        _looked[segment.BaseLsn] = count;
        return true;
    }

    private JournalRecord Read(long lsn)
    {
        if (!_block.TryGet(lsn, out var record))
        {
            _block.IsContinuedAt(lsn, out var bytes);
            record = RecordFetcher.Read(segments, long.MaxValue, lsn, _block, bytes);
        }
        return record;
    }

    // In order, each once.
    private static List<long> PositionsIn(ILiveRecords live, long baseLsn)
    {
        var positions = live.In(baseLsn).ToList();
        positions.Sort();
        var count = 0;
        for (var i = 0; i < positions.Count; i++)
        {
            if (count == 0 || positions[i] != positions[count - 1])
            {
                positions[count++] = positions[i];
            }
        }
        positions.RemoveRange(count, positions.Count - count);
        return positions;
    }

    // From some of them, evenly spread.
    private long EstimateBytes(List<long> positions)
    {
        var (bytes, looked) = (0L, 0);
        for (var i = 0; i < positions.Count; i += Math.Max(1, positions.Count / Samples))
        {
            bytes += JournalFormat.RecordBytes(Read(positions[i]).Payload.Length);
            looked++;
        }
        return bytes / looked * positions.Count;
    }

    private enum Rewriting
    {
        Done,

        // So much of it is needed, or damaged, that it would not be worthwhile.
        Left,
        LacksRoom,
    }
}

using Waybill.Storage.Devices;
using Waybill.Storage.Format;
using Waybill.Storage.Recovery;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Cleaning;

/// <summary>
/// Lets go of old segments that nobody needs, and writes those anew of which little is needed, so that no slow queue keeps the disk. Positions stay what they are. For
/// one thread at a time.
/// </summary>
internal sealed class SegmentCleaner(IStorageDevice device, SegmentSet segments, SpareSegments spares, Func<ulong> salt)
{
    // A smaller record there is none.
    private const int LeastRecordBytes = JournalFormat.RecordAlignment;

    // A segment is written anew when that frees half of it.
    private const int Worthwhile = 2;
    private const int Samples = 64;

    private readonly SparseWriter _writer = new(device, salt);
    private byte[] _record = new byte[64 * 1024];

    /// <summary>How many records of a segment were needed when it was looked at last; -1 when it cannot be written anew.</summary>
    private readonly Dictionary<long, int> _looked = [];

    /// <param name="before">Segments that end behind this position are let alone.</param>
    /// <param name="live">What is needed.</param>
    public CleaningReport Clean(long before, ILiveRecords live)
    {
        var old = segments.All.Where(segment => segment.EndLsn <= before).ToList();
        var retired = old.Where(segment => live.CountIn(segment.BaseLsn) == 0).ToList();
        retired.ForEach(segment => _looked.Remove(segment.BaseLsn));
        spares.Retire(segments, retired);
        var (rewritten, damaged) = (0, new List<StorageCorruptedException>());
        foreach (var segment in old.Except(retired))
        {
            try
            {
                rewritten += TryRewrite(segment, live) ? 1 : 0;
            }
            catch (StorageCorruptedException corrupted)
            {
                // What is needed of it stays where it is, and whoever reads it hears of it.
                _looked[segment.BaseLsn] = -1;
                damaged.Add(corrupted);
            }
        }
        return new CleaningReport(retired.Count, rewritten, damaged);
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
        _looked[segment.BaseLsn] = count;
        var positions = new SortedSet<long>(live.In(segment.BaseLsn)).ToArray();
        if (EstimateBytes(positions) > present / Worthwhile)
        {
            return false;
        }
        var sparse = _writer.Write(segment.Header.SegmentBytes, segment.BaseLsn, positions.Select(Read));
        segments.Replace(segment, sparse);
        segment.File.Dispose();
        return true;
    }

    private JournalRecord Read(long lsn)
    {
        JournalRecord record;
        while (!RecordFetcher.TryRead(segments, long.MaxValue, lsn, _record, out record, out var required))
        {
            _record = new byte[required];
        }
        return record;
    }

    // From some of them, evenly spread.
    private long EstimateBytes(long[] positions)
    {
        var header = new byte[JournalFormat.RecordHeaderBytes];
        var (bytes, looked) = (0L, 0);
        for (var i = 0; i < positions.Length; i += Math.Max(1, positions.Length / Samples))
        {
            RecordFetcher.TryRead(segments, long.MaxValue, positions[i], header, out _, out var required);
            bytes += JournalFormat.AlignRecord(required);
            looked++;
        }
        return bytes / looked * positions.Length;
    }
}

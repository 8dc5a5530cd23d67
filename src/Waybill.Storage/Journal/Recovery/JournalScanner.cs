using Waybill.Storage.Append;
using Waybill.Storage.Format;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Recovery;

/// <summary>
/// Walks the log in order, checks every record, and finds its end. A bad place past the highest frontier that any valid header or any checkpoint's name says is
/// where the log ends (unsynced pages land in any order); one before it is corruption. What a newer build wrote is neither. Behind the mark of a clean close there is
/// nothing to look for. Changes nothing.
/// </summary>
/// <param name="segments">The log.</param>
/// <param name="client">Who gets the records.</param>
/// <param name="durableTo">What the names of checkpoints say was durable, wherever the walk begins.</param>
internal sealed class JournalScanner(SegmentSet segments, IJournalClient client, long durableTo)
{
    private const string NewerBatch = "the batch there has another version";

    private readonly SegmentWindow _window = new();
    private long _frontier = durableTo;
    private uint _chain;
    private bool _closed;
    private long _brokenTo;

    /// <summary>Scans the segments from a position on, or all of them; there is at least one.</summary>
    /// <param name="start">The end of a batch, before which everything is durable; null for the beginning of the log.</param>
    /// <exception cref="StorageCorruptedException">A record that was durable is damaged.</exception>
    /// <exception cref="StorageVersionException">A newer build wrote some of it.</exception>
    public ScanResult Scan(JournalPosition? start)
    {
        var all = segments.All;
        var index = 0;
        var next = all[0].FirstBatchLsn;
        _chain = all[0].Seed;
        if (start is { } position)
        {
            while (all[index].EndLsn <= position.Lsn)
            {
                index++;
            }
            (next, _chain) = (position.Lsn, position.Chain);
        }
        for (; ; index++, next = all[index].FirstBatchLsn, _chain = all[index].Seed)
        {
            var segment = all[index];
            if (WalkSegment(segment, ref next, out var cut, out var torn))
            {
                if (index + 1 == all.Count)
                {
                    throw new StorageCorruptedException(
                        segment.Path,
                        next - segment.BaseLsn,
                        "the log goes on in a next segment, whose file is missing",
                        next
                    );
                }
                continue;
            }
            var goesOn = new LogPosition(next, _chain, segment.BaseLsn);
            if (_closed && cut >= _frontier && IsBlankFrom(index, next))
            {
                return new ScanResult(cut, goesOn, _frontier, torn, Closed: true, NeedsRepair: false, ZerosFrom: next, BatchesTo: next);
            }
            var behind = new TailSearch(readableUntil: cut);
            behind.Run(all, index, JournalFormat.AlignBatch(cut + 1));
            if (behind.FirstNewer is { } newer)
            {
                throw new StorageVersionException(segments.Find(newer)!.Path, newer % segment.Header.SegmentBytes, NewerBatch);
            }
            _frontier = Math.Max(_frontier, behind.Frontier);
            if (cut < _frontier)
            {
                throw new StorageCorruptedException(
                    segment.Path,
                    cut - segment.BaseLsn,
                    $"what stands there does not match its checksums, and LSN {_frontier} was durable",
                    cut,
                    behind.FirstHeader
                );
            }
            return new ScanResult(
                cut,
                goesOn,
                _frontier,
                torn,
                _closed,
                NeedsRepair: true,
                behind.ZerosFrom,
                Math.Max(_brokenTo, behind.BatchesTo)
            );
        }
    }

    // True: the segment is sealed. False: the log stops in it, at cut; what is next is where the next batch may stand.
    private bool WalkSegment(Segment segment, ref long next, out long cut, out TailCut? torn)
    {
        _window.Choose(segment);
        torn = null;
        cut = next;
        while (_window.TryReadBatch(next, out var batch) && batch.ChainIn == _chain)
        {
            _frontier = Math.Max(_frontier, batch.Frontier);
            _closed = batch.Kind == BatchKind.End;
            var (end, count) = WalkBatch(batch);
            if (end != batch.Lsn + batch.Length || count != batch.RecordCount)
            {
                _brokenTo = JournalFormat.AlignBatch(batch.Lsn + batch.Length);
                torn = count > 0 ? new TailCut(batch.Lsn, count) : null;
                cut = end;
                next = count > 0 ? JournalFormat.AlignBatch(end) : batch.Lsn;
                return false;
            }
            if (batch.Kind == BatchKind.Seal)
            {
                return true;
            }
            next = JournalFormat.AlignBatch(end);
        }
        if (_window.IsNewerBatch(next))
        {
            throw new StorageVersionException(segment.Path, next - segment.BaseLsn, NewerBatch);
        }
        cut = next;
        return false;
    }

    // The mark of a clean close is taken back before anything is written behind it: it alone proves that nothing is. The look behind it, at the place of the next
    // batch and at that of the first one in each later segment, is for those who copied the files while they were written.
    private bool IsBlankFrom(int index, long lsn)
    {
        var all = segments.All;
        var isBlank = all[index].EndLsn - lsn >= JournalFormat.BatchAlignment && IsBlank(all[index], lsn);
        for (var later = index + 1; isBlank && later < all.Count; later++)
        {
            _window.Choose(all[later]);
            isBlank = IsBlank(all[later], all[later].FirstBatchLsn);
        }
        return isBlank;
    }

    // Where another segment's bytes stood before, it is enough that no batch of this one does.
    private bool IsBlank(Segment segment, long lsn) =>
        segment.Header.Kind == SegmentKind.Recycled
            ? !_window.TryReadBatch(lsn, out _) && !_window.IsNewerBatch(lsn)
            : !_window.Fetch(lsn, JournalFormat.BatchAlignment).Span.ContainsAnyExcept((byte)0);

    // Hands out the records up to the first bad one; returns where it stopped and how many were good.
    private (long End, int Count) WalkBatch(in BatchHeader batch)
    {
        var bytes = _window.Fetch(batch.Lsn, batch.Length);
        var span = bytes.Span;
        var at = JournalFormat.BatchHeaderBytes;
        var count = 0;
        while (at < batch.Length)
        {
            var lsn = batch.Lsn + at;
            if (!RecordHeader.TryReadWhole(span[at..], lsn, out var record) || record.PreviousCrc != _chain)
            {
                if (RecordHeader.IsNewer(span[at..], lsn, _chain))
                {
                    throw new StorageVersionException(
                        segments.PathOf(lsn),
                        lsn - segments.Find(lsn)!.BaseLsn,
                        "the record there has another version"
                    );
                }
                break;
            }
            client.OnRecovered(new JournalRecord(lsn, record.Type, bytes.Slice(at + JournalFormat.RecordHeaderBytes, record.PayloadBytes)));
            _chain = record.Crc;
            at += JournalFormat.RecordBytes(record.PayloadBytes);
            count++;
        }
        return (batch.Lsn + at, count);
    }
}

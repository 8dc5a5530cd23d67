using Waybill.Storage.Format;
using Waybill.Storage.Recovery;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Inspection;

/// <summary>
/// Goes through all that a folder holds of the log, in order, whole and sparse segments alike, and tells what it cannot read on the way. Reads one segment at a time: memory
/// does not follow the log. For one walk.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="missing">Segments before <see cref="NeededFrom"/> that are known to be needed and are not there, in order: of the log alone nothing tells that.</param>
internal sealed class LogWalk(JournalFolder folder, IReadOnlyList<LogDamage>? missing = null)
{
    private const string CutShort = "the file that it is in is cut short";
    private const string Unread = "the segment that it went on in is missing or cannot be read";

    private readonly Queue<LogDamage> _missing = new(missing ?? []);
    private readonly InspectedCheckpoint? _newest = folder.Checkpoints.LastOrDefault(static checkpoint => checkpoint.IsReadable);
    private long? _durableTo;

    // The log goes on behind what was read last, by its seal; nothing stands before the first segment.
    private bool _goesOn = true;

    // The end of what was read of segments so far; 0 for nothing.
    private long _readTo;

    // The end of what can be read of the last segment, where its file is cut short in the log.
    private LogEnd? _cutShort;

    /// <summary>The base of the segment that recovery reads from: from there on all segments must be there, and whole.</summary>
    public long NeededFrom => _newest is null ? 0 : _newest.Position.Lsn - (_newest.Position.Lsn % _newest.SegmentBytes);

    /// <summary>All items. The end of the log is among them when it can be found; behind it comes only what is wrong with segments that the log has not come to.</summary>
    public IEnumerable<LogItem> Items()
    {
        var (expected, isEnd) = (0L, false);
        foreach (var inspected in folder.Segments)
        {
            foreach (var item in MissingBefore(inspected.BaseLsn))
            {
                yield return item;
            }
            var isBehindGap = inspected.BaseLsn > Math.Max(expected, NeededFrom) && folder.SegmentBytes > 0;
            if (inspected is { IsStray: true, Damage: { } stray } && (isBehindGap || isEnd))
            {
                // Where nothing tells of a segment it takes the place of none.
                yield return LogItem.Of(stray with { UnreadFrom = null });
                continue;
            }
            if (isBehindGap)
            {
                _goesOn = false;
                yield return Missing(Math.Max(expected, NeededFrom), inspected.BaseLsn);
            }
            expected = inspected.BaseLsn + folder.SegmentBytes;
            if (!isEnd)
            {
                foreach (var item in Items(inspected))
                {
                    isEnd |= item.Kind == LogItemKind.End;
                    yield return item;
                }
            }
            else if (inspected.Damage is { } damage)
            {
                yield return LogItem.Of(damage);
            }
            else if (inspected.Segment is { IsCutShort: true } segment)
            {
                yield return LogItem.Of(LogDamage.CutShort(segment, null));
            }
        }
        foreach (var item in MissingBefore(long.MaxValue))
        {
            yield return item;
        }
        if (folder.SegmentBytes > 0 && (_goesOn || expected <= NeededFrom))
        {
            yield return Missing(Math.Max(expected, NeededFrom), null);
        }
    }

    /// <summary>The items of one segment.</summary>
    public IEnumerable<LogItem> Items(InspectedSegment inspected)
    {
        var isFollowed = _goesOn;
        _goesOn = false;
        if (inspected.Damage is { } damage)
        {
            yield return LogItem.Of(damage);
        }
        if (inspected.Segment is not { } segment)
        {
            yield break;
        }
        if (inspected.IsSparse)
        {
            if (segment.EndLsn > NeededFrom)
            {
                yield return LogItem.Of(
                    new LogDamage(
                        inspected.Name,
                        0,
                        inspected.BaseLsn,
                        segment.FirstBatchLsn,
                        $"of the log only the records are left that were needed, and the checkpoint that stands for the others {(folder.Checkpoints.Count == 0 ? "is not there" : "cannot be read")}"
                    )
                );
            }
            foreach (var item in new SparseWalk(segment).Items())
            {
                _readTo =
                    item.Kind == LogItemKind.Record ? item.Record.Lsn + JournalFormat.RecordBytes(item.Record.Payload.Length) : _readTo;
                yield return item;
            }
            yield break;
        }
        var walk = new SegmentWalk(segment, DurableTo);
        foreach (var item in walk.Items())
        {
            yield return item;
        }
        _goesOn = walk.IsSealed;
        if (walk.IsEnd || (!walk.IsSealed && IsLast(inspected)))
        {
            if (_cutShort is { } before && !walk.HasBatch)
            {
                // A segment that was made ahead: the log may have ended in what is gone.
                yield return LogItem.Of(before);
                yield break;
            }
            // Nothing opens a file that is cut short, and overwrites what is behind the end.
            var tailBytes = walk.IsEnd && !segment.IsCutShort ? TailBytes(segment, walk.Cut) : 0;
            var isTorn = walk.IsTorn && !segment.IsCutShort;
            var unknown =
                walk.IsCutInLog ? CutShort
                : walk.IsBrokenToItsEnd ? Unread
                : walk.HasBatch || isFollowed || IsNamed(segment.FirstBatchLsn) ? null
                : Unread;
            var readTo = walk.HasBatch || unknown is null ? walk.Cut : _readTo;
            yield return LogItem.Of(new LogEnd(inspected.Name, readTo, walk.Next, walk.IsClosed, isTorn, tailBytes, unknown));
        }
        _readTo = walk.HasBatch ? walk.Cut : _readTo;
        _cutShort = walk.IsCutInLog
            ? new LogEnd(inspected.Name, walk.Cut, walk.Next, IsClosed: false, IsTorn: false, TailBytes: 0, CutShort)
            : null;
    }

    // Everything before a checkpoint was durable, whether or not it can be read; beyond it what any header behind the first bad place names.
    private long DurableTo(long from)
    {
        if (_durableTo is { } known)
        {
            return known;
        }
        var segments = Log();
        var search = new TailSearch();
        var index = segments.FindIndex(segment => segment.EndLsn > from);
        if (index >= 0)
        {
            search.Run(segments, index, from);
        }
        _durableTo = Math.Max(search.Frontier, folder.Checkpoints is [.., var last] ? last.Lsn : 0);
        return _durableTo.Value;
    }

    private static long TailBytes(Segment segment, long cut)
    {
        var search = new TailSearch();
        search.Run([segment], 0, JournalFormat.AlignBatch(cut + 1));
        if (segment.Header.Kind == SegmentKind.Recycled)
        {
            return Math.Max(0, search.BatchesTo - cut);
        }
        // The sector that the end lies in is not searched.
        var sector = new byte[JournalFormat.AlignBatch(cut + 1) - cut];
        var read = segment.File.Read(cut - segment.BaseLsn, sector);
        var rest = sector.AsSpan(0, read).LastIndexOfAnyExcept((byte)0) + 1;
        return search.ZerosFrom > cut + sector.Length ? search.ZerosFrom - cut : rest;
    }

    private List<Segment> Log() =>
        [.. folder.Segments.Where(static inspected => !inspected.IsSparse).Select(static inspected => inspected.Segment).OfType<Segment>()];

    // A checkpoint stands there: so far the log came, whatever stood before.
    private bool IsNamed(long lsn) => folder.Checkpoints is [.., var newest] && newest.Lsn >= lsn;

    private bool IsLast(InspectedSegment inspected) => inspected == folder.Segments[^1];

    private IEnumerable<LogItem> MissingBefore(long lsn)
    {
        while (_missing.TryPeek(out var next) && next.Lsn < lsn)
        {
            yield return LogItem.Of(_missing.Dequeue());
        }
    }

    private LogItem Missing(long baseLsn, long? readableAgain) =>
        LogItem.Of(new LogDamage(SegmentHeader.FileName(baseLsn), 0, baseLsn, readableAgain, "the segment file is missing"));
}

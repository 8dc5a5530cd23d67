using Waybill.Storage.Format;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Recovery;

/// <summary>
/// Makes the folder say what the scan found, before anything of it is served: the torn batch's header counts what is left, everything
/// after the end is zeros (so that nothing stale can ever continue the log), and all that was past the frontier is written again and synced
/// (after a failed sync a page may look clean without being on the medium). Each step leaves a log that scans to the same end.
/// </summary>
internal sealed class TailRepair(SegmentSet segments, ScanResult scan)
{
    private readonly byte[] _chunk = GC.AllocateUninitializedArray<byte>(TailSearch.ChunkBytes);
    private readonly byte[] _zeros = new byte[JournalFormat.SegmentHeaderBytes];

    private long _discardedFrom = -1;
    private long _discardedTo;

    /// <returns>What was overwritten behind the end; null when there was nothing.</returns>
    public DiscardedTail? Run()
    {
        var cutOfFiles = scan.Torn is null ? scan.Position.Lsn : scan.Cut;
        if (scan.Torn is { } torn)
        {
            ShortenBatch(torn);
        }
        foreach (var segment in segments.All)
        {
            if (segment.EndLsn > scan.Frontier && !IsUntouched(segment))
            {
                WriteAgain(segment, Math.Max(scan.Frontier, segment.FirstBatchLsn), Math.Min(cutOfFiles, segment.EndLsn));
                Blank(segment, Math.Max(cutOfFiles, segment.FirstBatchLsn));
                segment.File.Sync();
            }
        }
        return _discardedFrom < 0 ? null : Describe(segments.Find(_discardedFrom)!);
    }

    // A recycled segment that the log has not come to holds another segment's bytes, which no reader can take for its own. Had the log come to it, the one
    // before would be sealed, durably.
    private bool IsUntouched(Segment segment) => segment.Header.Kind == SegmentKind.Recycled && segment.BaseLsn > scan.Position.SegmentBase;

    private DiscardedTail Describe(Segment first) => new(first.Path, _discardedFrom - first.BaseLsn, _discardedTo - _discardedFrom);

    private void ShortenBatch(TailCut torn)
    {
        var segment = segments.Find(torn.Lsn)!;
        var sector = _chunk.AsSpan(0, JournalFormat.BatchAlignment);
        segment.Read(torn.Lsn, sector);
        if (!BatchHeader.TryRead(sector, segment.Seed, torn.Lsn, segment.EndLsn - torn.Lsn, out var header))
        {
            throw new StorageCorruptedException(
                segment.Path,
                torn.Lsn - segment.BaseLsn,
                "a batch reads differently the second time",
                torn.Lsn
            );
        }
        (header with { Length = (int)(scan.Cut - torn.Lsn), RecordCount = torn.RecordCount }).Write(sector, segment.Seed);
        segment.File.Write(torn.Lsn - segment.BaseLsn, sector);
    }

    private void WriteAgain(Segment segment, long from, long to)
    {
        while (from < to)
        {
            var part = _chunk.AsSpan(0, (int)Math.Min(_chunk.Length, to - from));
            var read = segment.Read(from, part);
            part[read..].Clear();
            segment.File.Write(from - segment.BaseLsn, part);
            from += part.Length;
        }
    }

    private void Blank(Segment segment, long from)
    {
        // The scan has seen what follows; a second look at a whole segment would double the time that opening takes.
        var end = Math.Min(segment.EndLsn, scan.ZerosFrom);
        while (from < end)
        {
            var part = _chunk.AsSpan(0, (int)Math.Min(_chunk.Length, end - from));
            var read = segment.Read(from, part);
            for (var at = 0; at < part.Length; at += _zeros.Length)
            {
                var block = part.Slice(at, Math.Min(_zeros.Length, part.Length - at));
                var last = block.LastIndexOfAnyExcept((byte)0);
                if (at + block.Length > read || last >= 0)
                {
                    if (last >= 0)
                    {
                        NoteDiscarded(segment, from + at + block.IndexOfAnyExcept((byte)0), from + at + last + 1);
                    }
                    segment.File.Write(from - segment.BaseLsn + at, _zeros.AsSpan(0, block.Length));
                }
            }
            from += part.Length;
        }
    }

    // In a recycled segment only what batches were found for is known to be of this log.
    private void NoteDiscarded(Segment segment, long from, long to)
    {
        to = segment.Header.Kind == SegmentKind.Recycled ? Math.Min(to, scan.BatchesTo) : to;
        if (to <= from)
        {
            return;
        }
        _discardedFrom = _discardedFrom < 0 ? from : _discardedFrom;
        _discardedTo = to;
    }
}

using Waybill.Storage.Format;
using Waybill.Storage.Recovery;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Inspection;

/// <summary>Goes through a segment of the log, and past damage to the next batch. Where the log ends it stops, by recovery's rule.</summary>
/// <param name="segment">The segment.</param>
/// <param name="durableTo">The highest durable frontier that anything names, as far as it is known or found from a position on.</param>
internal sealed class SegmentWalk(Segment segment, Func<long, long> durableTo)
{
    private const string Unmatched = "what stands there does not match its checksums, and it was durable";

    private readonly SegmentWindow _window = new();

    // What costs a system call is asked once.
    private readonly bool _isCutShort = segment.IsCutShort;
    private readonly long _fileEnd = Math.Min(segment.EndLsn, segment.BaseLsn + segment.File.Length);

    // Null while it is not known what the next record must follow.
    private uint? _chain = segment.Seed;
    private long _next = segment.FirstBatchLsn;
    private long _frontier;

    /// <summary>The segment ends with its seal.</summary>
    public bool IsSealed { get; private set; }

    /// <summary>The log ends in this segment.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>The last batch is the mark of a clean close.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The log ends within a batch.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>The file is cut short, and what it lacks may have been of the log.</summary>
    public bool IsCutInLog { get; private set; }

    /// <summary>What was durable is damaged, and nothing behind it in the segment can be read: so the log may have gone on anywhere in it, and behind it.</summary>
    public bool IsBrokenToItsEnd => !IsEnd && !IsSealed && _chain is null;

    /// <summary>Whether a batch stands in the segment, as far as can be read.</summary>
    public bool HasBatch => Cut > segment.FirstBatchLsn;

    /// <summary>The first byte past the last whole record.</summary>
    public long Cut { get; private set; } = segment.FirstBatchLsn;

    /// <summary>Where the log goes on; null when what it would follow cannot be read.</summary>
    public JournalPosition? Next => _chain is { } chain ? new JournalPosition(_next, chain) : null;

    public IEnumerable<LogItem> Items()
    {
        LogItem? last = null;
        foreach (var item in Walk())
        {
            if (RunsIntoFileEnd(item))
            {
                // The walk goes on, and its buffer with it.
                last ??= item with
                {
                    Record = item.Record with { Payload = item.Record.Payload.ToArray() },
                };
            }
            else
            {
                yield return item;
            }
        }
        if (_isCutShort)
        {
            yield return CutShort(last);
        }
    }

    // What a file that is cut short lacks is told once, and at its end.
    private bool RunsIntoFileEnd(in LogItem item) =>
        _isCutShort && item.Damage is { IsNewer: false } damage && !(damage.ReadableAgainFrom < _fileEnd);

    private LogItem CutShort(in LogItem? last)
    {
        // Where the sector behind the end is there, and no batch in it, none was durable behind it.
        var endsInFile = IsSealed || IsClosed || (IsEnd && JournalFormat.AlignBatch(Cut) + JournalFormat.BatchAlignment <= _fileEnd);
        IsCutInLog = last is not null || !endsInFile;
        if (!IsSealed && !IsEnd)
        {
            IsTail(last?.Damage!.Lsn ?? Math.Min(Cut, _fileEnd));
        }
        return LogItem.Of(LogDamage.CutShort(segment, IsCutInLog ? Cut : null), last?.Record ?? default);
    }

    private IEnumerable<LogItem> Walk()
    {
        _window.Choose(segment);
        while (!IsSealed && !IsEnd && _next < _fileEnd)
        {
            foreach (var item in _window.TryReadBatch(_next, out var batch) ? WalkBatch(batch) : PassBroken())
            {
                yield return item;
            }
        }
    }

    private IEnumerable<LogItem> WalkBatch(BatchHeader batch)
    {
        _frontier = Math.Max(_frontier, batch.Frontier);
        if (batch.ChainIn != _chain)
        {
            if (IsTail(_next))
            {
                yield break;
            }
            yield return Damage(_next, _next, "the batch there does not follow the one before it");
            _chain = batch.ChainIn;
        }
        var walk = new BatchWalk(segment, batch.Lsn, _window.Fetch(batch.Lsn, batch.Length), _chain);
        yield return LogItem.Of(batch);
        foreach (var item in walk.Whole())
        {
            yield return item;
        }
        if (!walk.IsWhole || walk.Count != batch.RecordCount)
        {
            if (!walk.IsNewer && batch.Lsn + batch.Length <= _fileEnd && IsTail(walk.WholeTo))
            {
                IsTorn = true;
                // The end runs through the batch: what is left of it counts.
                (_chain, _next) = walk.Count > 0 ? (walk.Chain, JournalFormat.AlignBatch(walk.WholeTo)) : (_chain, batch.Lsn);
                yield break;
            }
            foreach (var item in walk.Rest())
            {
                yield return item;
            }
            if (walk.IsWhole)
            {
                yield return Damage(batch.Lsn, batch.Lsn, $"the batch is to have {batch.RecordCount} records, and has {walk.Count}");
            }
        }
        Cut = batch.Lsn + batch.Length;
        _next = JournalFormat.AlignBatch(Cut);
        _chain = ChainOf(batch, walk);
        IsSealed = batch.Kind == BatchKind.Seal;
        IsClosed = batch.Kind == BatchKind.End;
    }

    // Behind a broken end of a batch the next header says what its chain is; here it is the last that is known.
    private uint? ChainOf(in BatchHeader batch, BatchWalk walk) =>
        walk.End < batch.Lsn + batch.Length && _window.TryReadBatch(_next, out var next) ? next.ChainIn : walk.Chain;

    // No header stands at the place of the next batch.
    private IEnumerable<LogItem> PassBroken()
    {
        var from = _next;
        if (_window.IsNewerBatch(from))
        {
            PassToHeader(from);
            yield return LogItem.Of(
                LogDamage.Newer(segment.Name, from - segment.BaseLsn, from, ReadableAgain, "the batch there has another version")
            );
            yield break;
        }
        if (IsTail(from))
        {
            yield break;
        }
        var room = (int)Math.Min(JournalFormat.MaxBatchBytes, segment.EndLsn - from);
        if (room > JournalFormat.BatchHeaderBytes)
        {
            // The header alone may be lost: the chain tells its records from anything else.
            var walk = new BatchWalk(segment, from, _window.Fetch(from, room), _chain);
            foreach (var item in walk.Whole())
            {
                if (walk.Count == 1)
                {
                    yield return Damage(from, from + JournalFormat.BatchHeaderBytes, "a batch's header does not match its checksum");
                }
                yield return item;
            }
            if (walk.Count > 0)
            {
                (Cut, _next, _chain) = (walk.End, JournalFormat.AlignBatch(walk.End), walk.Chain);
                yield break;
            }
        }
        PassToHeader(from);
        yield return Damage(from, ReadableAgain, Unmatched);
    }

    // To the next header that can be read, or the end of the segment.
    private void PassToHeader(long from)
    {
        (_next, _chain) = (from + JournalFormat.BatchAlignment, null);
        while (_next < _fileEnd)
        {
            if (_window.TryReadBatch(_next, out var batch))
            {
                _chain = batch.ChainIn;
                return;
            }
            if (_window.IsNewerBatch(_next))
            {
                return;
            }
            _next += JournalFormat.BatchAlignment;
        }
    }

    private long? ReadableAgain => _next < _fileEnd ? _next : null;

    private bool IsTail(long cut)
    {
        Cut = cut;
        return IsEnd = cut >= Math.Max(_frontier, durableTo(JournalFormat.AlignBatch(cut + 1)));
    }

    private LogItem Damage(long lsn, long? readableAgain, string reason) =>
        LogItem.Of(new LogDamage(segment.Name, lsn - segment.BaseLsn, lsn, readableAgain, reason));
}

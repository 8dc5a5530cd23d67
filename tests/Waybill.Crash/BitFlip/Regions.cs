using Waybill.Crash.Journals;
using Waybill.Storage;
using Waybill.Storage.Format;

namespace Waybill.Crash.BitFlip;

/// <summary>What each byte of a journal belongs to, by docs/format/journal.md.</summary>
internal sealed class Regions
{
    private readonly Dictionary<string, Region?[]> _files = [];

    public Regions(WrittenJournal journal)
    {
        var batches = journal.Batches;
        for (var index = 0; index < batches.Count; index++)
        {
            var batch = batches[index];
            var next = index + 1 < batches.Count ? batches[index + 1] : null;
            // The one honest limit: what was synced last before a crash has nothing behind it that says so.
            var known = journal.Closed || next is not null;
            Add(batch.Lsn, batch.Lsn + JournalFormat.BatchHeaderBytes, known, next?.Lsn);
            foreach (var record in batch.Records)
            {
                Add(record.Lsn, record.End, known, next?.Lsn);
            }

            if (next is not null && WrittenJournal.FileOf(next.Lsn) != WrittenJournal.FileOf(batch.Lsn))
            {
                // The seal: without it the log would end where it goes on.
                var seal = JournalFormat.AlignBatch(batch.End);
                Add(seal, seal + JournalFormat.BatchHeaderBytes, known: true, next.Lsn);
            }

            var file = batch.Lsn - WrittenJournal.OffsetOf(batch.Lsn);
            Add(file, file + SegmentHeader.Bytes, known: true, null);
        }
    }

    /// <summary>What a byte belongs to; a region that nothing depends on when it is padding, unused, or the mark of a clean close.</summary>
    public Region Find(string file, int offset) => _files[file][offset] ?? new Region(0, false, null);

    private void Add(long from, long to, bool known, long? next)
    {
        var file = WrittenJournal.FileOf(from);
        if (!_files.TryGetValue(file, out var bytes))
        {
            _files.Add(file, bytes = new Region?[JournalFormat.MinSegmentBytes]);
        }

        var offset = WrittenJournal.OffsetOf(from);
        bytes.AsSpan(offset, (int)(to - from)).Fill(new Region(offset, known, next));
    }
}

/// <summary>A header, a record or a seal.</summary>
/// <param name="Offset">Where it begins in its file.</param>
/// <param name="IsKnownDurable">Damage to it cannot be taken for a write that never finished.</param>
/// <param name="Next">The batch behind it; null when there is none.</param>
internal readonly record struct Region(long Offset, bool IsKnownDurable, long? Next);

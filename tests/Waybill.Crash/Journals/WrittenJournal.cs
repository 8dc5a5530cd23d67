using Waybill.Storage;
using Waybill.Storage.Format;
using Waybill.Storage.Tests.Support;

namespace Waybill.Crash.Journals;

/// <summary>A journal in memory of which every record is known, so that what is read from a damaged copy can be judged.</summary>
/// <param name="device">The folder; never changed, only copied.</param>
/// <param name="beforeLast">The folder before the last batch was written.</param>
/// <param name="batches">What was confirmed as durable.</param>
/// <param name="closed">The journal was closed, and says so on disk.</param>
internal sealed class WrittenJournal(SimulatedDevice device, SimulatedDevice beforeLast, IReadOnlyList<WrittenBatch> batches, bool closed)
{
    public const int SectorBytes = JournalFormat.BatchAlignment;

    public IReadOnlyList<WrittenBatch> Batches => batches;

    public IReadOnlyList<WrittenRecord> Records { get; } = [.. batches.SelectMany(batch => batch.Records)];

    public bool Closed => closed;

    /// <summary>A fresh copy.</summary>
    public SimulatedDevice Copy() => device.AfterKill();

    /// <summary>A fresh copy of what was there before the last batch.</summary>
    public SimulatedDevice CopyBeforeLast() => beforeLast.AfterKill();

    /// <summary>The name of the file that holds a position.</summary>
    public static string FileOf(long lsn) => SegmentHeader.FileName(lsn - (lsn % JournalFormat.MinSegmentBytes));

    /// <summary>Where a position is in its file.</summary>
    public static int OffsetOf(long lsn) => (int)(lsn % JournalFormat.MinSegmentBytes);

    /// <summary>Looks for the first record of a copy that does not lie there byte for byte as it was written, or whose batch's header does not.</summary>
    public Damage Compare(SimulatedDevice copy)
    {
        var intact = 0;
        foreach (var batch in batches)
        {
            // Later headers and the mark of a clean close say what was durable; of the last batch nothing does after a crash.
            var isKnownDurable = closed || batch != batches[^1];
            if (!IsUnchanged(copy, batch.Lsn, batch.Lsn + JournalFormat.BatchHeaderBytes))
            {
                return new Damage(intact, batch.Lsn, isKnownDurable);
            }

            foreach (var record in batch.Records)
            {
                if (!IsUnchanged(copy, record.Lsn, record.End))
                {
                    return new Damage(intact, record.Lsn, isKnownDurable);
                }

                intact++;
            }
        }

        return new Damage(intact, null, false);
    }

    /// <summary>The sectors of the last batch, as offsets in its file.</summary>
    public IReadOnlyList<int> LastSectors()
    {
        var first = OffsetOf(batches[^1].Lsn);
        var sectors = (batches[^1].End - batches[^1].Lsn + SectorBytes - 1) / SectorBytes;
        return [.. Enumerable.Range(0, (int)sectors).Select(sector => first + (sector * SectorBytes))];
    }

    private bool IsUnchanged(SimulatedDevice copy, long from, long to)
    {
        var (name, offset, length) = (FileOf(from), OffsetOf(from), (int)(to - from));
        return copy[name].Content.Slice(offset, length).SequenceEqual(device[name].Content.Slice(offset, length));
    }
}

/// <summary>What of a copy is not as it was written.</summary>
/// <param name="Intact">How many records from the first one on are.</param>
/// <param name="Lsn">Where the first thing stands that is not: the header of a batch, or a record. Null: every record is intact.</param>
/// <param name="IsKnownDurable">Something else on disk proves that it was durable, so that its damage must be reported.</param>
internal readonly record struct Damage(int Intact, long? Lsn, bool IsKnownDurable);

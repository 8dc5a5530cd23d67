using Waybill.Storage.Checkpoints;
using Waybill.Storage.Cleaning;
using Waybill.Storage.Devices;
using Waybill.Storage.Format;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Inspection;

/// <summary>
/// Writes what takes the place of damaged files, in the forms that the format has: a sparse segment of what is left of one, and a checkpoint that stands for the whole log. For a
/// folder that the caller has locked.
/// </summary>
internal sealed class FolderRepair(IStorageDevice device, long segmentBytes)
{
    private readonly Func<ulong> _salt = new JournalOptions().Salt;

    /// <summary>Writes a sparse segment; nothing when there are no records.</summary>
    /// <param name="baseLsn">Which segment it is; no file has its name.</param>
    /// <param name="records">Its records, in order, each once; each need be valid only until the next is asked for.</param>
    public void WriteSparse(long baseLsn, IEnumerable<JournalRecord> records)
    {
        using var all = records.GetEnumerator();
        if (all.MoveNext())
        {
            new SparseWriter(device, _salt).Write(segmentBytes, baseLsn, Rest(all)).File.Dispose();
        }
    }

    /// <summary>Makes the segment that the log goes on in, and returns its first position.</summary>
    /// <param name="baseLsn">Which segment it is; no file has its name.</param>
    public JournalPosition BeginSegment(long baseLsn)
    {
        var header = new SegmentHeader(segmentBytes, baseLsn, _salt());
        var segment = SegmentPreparer.Prepare(device, header, SegmentPreparer.Beginning(0));
        segment.File.Dispose();
        return new JournalPosition(segment.FirstBatchLsn, segment.Seed);
    }

    /// <summary>Writes a checkpoint that stands for everything before a position.</summary>
    public void WriteCheckpoint(JournalPosition position, IEnumerable<ReadOnlyMemory<byte>> content) =>
        CheckpointFile.Write(device, new CheckpointHeader(position, segmentBytes, content.Sum(static part => (long)part.Length)), content);

    private static IEnumerable<JournalRecord> Rest(IEnumerator<JournalRecord> all)
    {
        do
        {
            yield return all.Current;
        } while (all.MoveNext());
    }
}

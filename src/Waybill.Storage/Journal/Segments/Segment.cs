using Waybill.Storage.Devices;
using Waybill.Storage.Format;

namespace Waybill.Storage.Segments;

/// <summary>An open segment file.</summary>
internal sealed class Segment(SegmentHeader header, uint seed, string name, IStorageFile file)
{
    public SegmentHeader Header { get; } = header;

    public uint Seed { get; } = seed;

    public string Name { get; } = name;

    public IStorageFile File { get; } = file;

    /// <summary>How many bytes of the file were written; behind them may be a hole, which reads as zeros.</summary>
    public long WrittenBytes { get; init; } = header.SegmentBytes;

    public long BaseLsn => Header.BaseLsn;

    public long EndLsn => Header.BaseLsn + Header.SegmentBytes;

    public long FirstBatchLsn => Header.BaseLsn + JournalFormat.SegmentHeaderBytes;
}

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

    /// <summary>How many bytes of the file are known to be written; what is behind them and is not reads as zeros.</summary>
    public long FilledBytes { get; init; } = header.SegmentBytes;

    /// <summary>Where the records of a sparse segment are; null for a whole one, where the position says it.</summary>
    public SparseDirectory? Directory { get; init; }

    public long BaseLsn => Header.BaseLsn;

    public long EndLsn => Header.BaseLsn + Header.SegmentBytes;

    public long FirstBatchLsn => Header.BaseLsn + JournalFormat.SegmentHeaderBytes;
}

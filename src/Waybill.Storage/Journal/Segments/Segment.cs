using Waybill.Storage.Devices;
using Waybill.Storage.Format;

namespace Waybill.Storage.Segments;

/// <summary>An open segment file.</summary>
internal sealed class Segment(SegmentHeader header, uint seed, string folder, IStorageFile file)
{
    public SegmentHeader Header { get; } = header;

    public uint Seed { get; } = seed;

    public string Name { get; } = SegmentHeader.FileName(header.BaseLsn);

    public string Path { get; } = System.IO.Path.Combine(folder, SegmentHeader.FileName(header.BaseLsn));

    public IStorageFile File { get; } = file;

    /// <summary>How many bytes of the file are known to be written; what is behind them and is not reads as zeros.</summary>
    public long FilledBytes { get; init; } = header.SegmentBytes;

    /// <summary>Where the records of a sparse segment are; null for a whole one, where the position says it.</summary>
    public SparseDirectory? Directory { get; init; }

    /// <summary>Whether the file of a segment that is not sparse is shorter than all segments are.</summary>
    public bool IsCutShort => Header.Kind != SegmentKind.Sparse && File.Length < Header.SegmentBytes;

    /// <summary>Where in the file a position is; of a sparse segment the block that holds it, or 0 when none does.</summary>
    public long OffsetOf(long lsn) =>
        Header.Kind != SegmentKind.Sparse ? lsn - BaseLsn
        : Directory?.TryFind(lsn, out var offset, out _) == true ? offset
        : 0;

    /// <summary>Reads of the log from a position on, until the destination is full or the file ends.</summary>
    /// <exception cref="StorageCorruptedException">The medium does not give it.</exception>
    public int Read(long lsn, Span<byte> destination) => Medium.Read(File, Path, lsn - BaseLsn, destination, lsn);

    public long BaseLsn => Header.BaseLsn;

    public long EndLsn => Header.BaseLsn + Header.SegmentBytes;

    public long FirstBatchLsn => Header.BaseLsn + JournalFormat.SegmentHeaderBytes;
}

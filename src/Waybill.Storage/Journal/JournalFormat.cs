namespace Waybill.Storage;

/// <summary>The sizes that the byte layout fixes (docs/format/journal.md changes with this file).</summary>
internal static class JournalFormat
{
    /// <summary>Records start at multiples of this many bytes.</summary>
    public const int RecordAlignment = 32;

    /// <summary>The bytes before a record's payload.</summary>
    public const int RecordHeaderBytes = 24;

    /// <summary>The bytes before a batch's first record.</summary>
    public const int BatchHeaderBytes = 64;

    /// <summary>
    /// Batches start at multiples of this many bytes, a sector: no sector that holds acknowledged bytes is ever written again.
    /// </summary>
    public const int BatchAlignment = 512;

    /// <summary>The longest batch: record positions within a batch, counted in <see cref="RecordAlignment"/>, fit 16 bits.</summary>
    public const int MaxBatchBytes = 65_536 * RecordAlignment;

    /// <summary>The bytes before a segment's first batch: the segment's header and zeros.</summary>
    public const int SegmentHeaderBytes = 4096;

    /// <summary>The smallest segment.</summary>
    public const long MinSegmentBytes = 64 * 1024;

    /// <summary>The largest segment.</summary>
    public const long MaxSegmentBytes = 1L << 30;

    /// <summary>No log comes this far; behind it sums of positions would end.</summary>
    public const long MaxLsn = long.MaxValue - (4 * MaxSegmentBytes);

    internal const byte Version = 1;

    // The last sector of a segment is kept for the seal that says that the log goes on in the next one.
    internal const int SealBytes = BatchAlignment;

    internal static int RecordBytes(int payloadBytes) => AlignRecord(RecordHeaderBytes + payloadBytes);

    internal static int AlignRecord(int bytes) => (bytes + RecordAlignment - 1) & -RecordAlignment;

    internal static int AlignBatch(int bytes) => (bytes + BatchAlignment - 1) & -BatchAlignment;

    internal static long AlignBatch(long lsn) => (lsn + BatchAlignment - 1) & -BatchAlignment;
}

using System.Buffers.Binary;
using Waybill.Storage;

namespace Waybill.Crash.BitFlip;

/// <summary>What each byte of a sparse segment belongs to, by docs/format/journal.md.</summary>
internal sealed class SparseRegions
{
    private const int HeaderBytes = 80;
    private const int EntryBytes = 16;
    private readonly SparseRegion[] _bytes;

    public SparseRegions(ReadOnlySpan<byte> file)
    {
        _bytes = new SparseRegion[file.Length];
        var directory = (int)BinaryPrimitives.ReadInt64LittleEndian(file[64..]);
        var blocks = BinaryPrimitives.ReadInt32LittleEndian(file[72..]);
        _bytes.AsSpan(0, HeaderBytes).Fill(new SparseRegion(SparseKind.Directory, 0, 0));
        _bytes.AsSpan(directory).Fill(new SparseRegion(SparseKind.Directory, 0, 0));
        for (var block = 0; block < blocks; block++)
        {
            var entry = file[(directory + (block * EntryBytes))..];
            var begin = BinaryPrimitives.ReadInt32LittleEndian(entry[8..]);
            var end = begin + BinaryPrimitives.ReadInt32LittleEndian(entry[12..]);
            for (var at = begin; at < end; )
            {
                var bytes = JournalFormat.RecordHeaderBytes + BinaryPrimitives.ReadInt32LittleEndian(file[at..]);
                var lsn = BinaryPrimitives.ReadInt64LittleEndian(file[(at + 8)..]);
                _bytes.AsSpan(at, bytes).Fill(new SparseRegion(SparseKind.Record, lsn, begin));
                at += (bytes + JournalFormat.RecordAlignment - 1) / JournalFormat.RecordAlignment * JournalFormat.RecordAlignment;
            }
        }
    }

    public SparseRegion Find(int offset) => _bytes[offset];
}

/// <summary>What of a sparse segment a byte is.</summary>
internal enum SparseKind
{
    /// <summary>Nothing depends on it.</summary>
    Padding,

    /// <summary>The headers or the directory, without which nothing of the segment can be read.</summary>
    Directory,

    Record,
}

/// <param name="Kind">What it is.</param>
/// <param name="Lsn">The position of the record.</param>
/// <param name="Block">Where the record's block begins in the file.</param>
internal readonly record struct SparseRegion(SparseKind Kind, long Lsn, long Block);

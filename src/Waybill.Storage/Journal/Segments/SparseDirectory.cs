using System.Buffers.Binary;
using Waybill.Storage.Devices;
using Waybill.Storage.Format;

namespace Waybill.Storage.Segments;

/// <summary>
/// Where the records of a sparse segment are: in blocks of some pages, found by the position of their first record. Each record keeps the position that it had when the
/// segment was whole (docs/format/journal.md). Immutable.
/// </summary>
internal sealed class SparseDirectory
{
    /// <summary>A block ends with the record that makes it this long.</summary>
    public const int BlockBytes = 4096;

    /// <summary>Where the file says where its directory is: behind the segment's header.</summary>
    public const int PlaceAt = SegmentHeader.Bytes;

    public const int PlaceBytes = 16;

    private const int EntryBytes = 16;
    private const int CrcAt = 12;

    private readonly long[] _firsts;
    private readonly int[] _offsets;
    private readonly int[] _lengths;

    private SparseDirectory(long[] firsts, int[] offsets, int[] lengths)
    {
        _firsts = firsts;
        _offsets = offsets;
        _lengths = lengths;
    }

    /// <summary>How many bytes its records take.</summary>
    public long RecordBytes => _lengths.Sum(static length => (long)length);

    /// <summary>Where each block begins in the file, and the position of its first record.</summary>
    public IReadOnlyDictionary<int, long> Firsts => _offsets.Zip(_firsts).ToDictionary();

    /// <summary>The block that holds a record, if any does.</summary>
    public bool TryFind(long lsn, out int offset, out int length)
    {
        var place = Array.BinarySearch(_firsts, lsn);
        var index = place >= 0 ? place : ~place - 1;
        (offset, length) = index >= 0 ? (_offsets[index], _lengths[index]) : default;
        return index >= 0;
    }

    /// <summary>The position of the first record of the block that a place in the file lies in, or that ends before it; null where none does.</summary>
    public long? LsnAt(long offset)
    {
        var place = Array.BinarySearch(_offsets, (int)Math.Min(offset, int.MaxValue));
        var index = place >= 0 ? place : ~place - 1;
        return index >= 0 ? _firsts[index] : null;
    }

    /// <summary>Makes a directory and the bytes that tell of it.</summary>
    /// <param name="blocks">The first record's position and the length of each block; they stand behind the segment's header without gaps.</param>
    /// <param name="seed">The segment's seed.</param>
    /// <param name="place">What stands at <see cref="PlaceAt"/>.</param>
    /// <param name="bytes">What stands behind the last block.</param>
    public static SparseDirectory Create(IReadOnlyList<(long First, int Length)> blocks, uint seed, out byte[] place, out byte[] bytes)
    {
        bytes = new byte[blocks.Count * EntryBytes];
        var offset = JournalFormat.SegmentHeaderBytes;
        for (var i = 0; i < blocks.Count; i++)
        {
            var entry = bytes.AsSpan(i * EntryBytes);
            BinaryPrimitives.WriteInt64LittleEndian(entry, blocks[i].First);
            BinaryPrimitives.WriteInt32LittleEndian(entry[8..], offset);
            BinaryPrimitives.WriteInt32LittleEndian(entry[12..], blocks[i].Length);
            offset += blocks[i].Length;
        }
        place = new byte[PlaceBytes];
        BinaryPrimitives.WriteInt64LittleEndian(place, offset);
        BinaryPrimitives.WriteInt32LittleEndian(place.AsSpan(8), blocks.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(place.AsSpan(CrcAt), Checksum(seed, place, bytes));
        return Parse(bytes);
    }

    /// <summary>Reads the directory of a sparse segment; null with the reason when it is damaged.</summary>
    public static SparseDirectory? Read(IStorageFile file, string path, in SegmentHeader header, uint seed, out string reason)
    {
        Span<byte> place = stackalloc byte[PlaceBytes];
        var read = Medium.Read(file, path, PlaceAt, place);
        var offset = BinaryPrimitives.ReadInt64LittleEndian(place);
        var count = BinaryPrimitives.ReadInt32LittleEndian(place[8..]);
        // Before anything is allocated for it.
        if (
            read < PlaceBytes
            || count < 0
            || offset < JournalFormat.SegmentHeaderBytes
            || offset > int.MaxValue
            || count > Array.MaxLength / EntryBytes
            || file.Length != offset + ((long)count * EntryBytes)
        )
        {
            reason = $"what the segment says of its directory does not fit the file, which ends at byte {file.Length}";
            return null;
        }
        var bytes = new byte[count * EntryBytes];
        Medium.Read(file, path, offset, bytes);
        if (Checksum(seed, place, bytes) != BinaryPrimitives.ReadUInt32LittleEndian(place[CrcAt..]))
        {
            reason = "the segment's directory does not match its checksum";
            return null;
        }
        var directory = Parse(bytes);
        reason = directory.IsSound(offset) ? "" : "the segment's directory names places that there are not";
        return reason.Length == 0 ? directory : null;
    }

    // Blocks follow one another without gaps, and so do positions.
    private bool IsSound(long end)
    {
        long offset = JournalFormat.SegmentHeaderBytes;
        for (var i = 0; i < _firsts.Length; i++)
        {
            if (_offsets[i] != offset || _lengths[i] < JournalFormat.RecordAlignment || (i > 0 && _firsts[i] <= _firsts[i - 1]))
            {
                return false;
            }
            offset += _lengths[i];
        }
        return offset == end;
    }

    private static SparseDirectory Parse(byte[] bytes)
    {
        var count = bytes.Length / EntryBytes;
        var (firsts, offsets, lengths) = (new long[count], new int[count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            var entry = bytes.AsSpan(i * EntryBytes);
            firsts[i] = BinaryPrimitives.ReadInt64LittleEndian(entry);
            offsets[i] = BinaryPrimitives.ReadInt32LittleEndian(entry[8..]);
            lengths[i] = BinaryPrimitives.ReadInt32LittleEndian(entry[12..]);
        }
        return new SparseDirectory(firsts, offsets, lengths);
    }

    private static uint Checksum(uint seed, ReadOnlySpan<byte> place, ReadOnlySpan<byte> bytes)
    {
        Span<byte> prefix = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(prefix, seed);
        var state = Crc32C.Continue(Crc32C.Continue(Crc32C.Start, prefix), place[..CrcAt]);
        return Crc32C.Finish(Crc32C.Continue(state, bytes));
    }
}

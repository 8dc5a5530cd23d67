using System.Buffers.Binary;

namespace Waybill.Storage.Format;

/// <summary>
/// The 64 bytes before the records of a batch (docs/format/journal.md).
/// </summary>
/// <param name="Kind">What the batch is for.</param>
/// <param name="Lsn">Its own position.</param>
/// <param name="Length">Header and records in bytes, without the padding to the next sector.</param>
/// <param name="RecordCount">How many records follow.</param>
/// <param name="Frontier">Every byte below this LSN was durable when the batch was written.</param>
/// <param name="ChainIn">The CRC of the record before the batch, or the segment's seed.</param>
internal readonly record struct BatchHeader(BatchKind Kind, long Lsn, int Length, int RecordCount, long Frontier, uint ChainIn)
{
    private const uint Magic = 0x4854_4257; // "WBTH"
    private const int CrcAt = 60;

    /// <summary>The chain that a header names, which proves nothing yet; null for zeros. For the first one of a segment it is the seed.</summary>
    public static uint? ChainInOf(ReadOnlySpan<byte> source) => Crc32C.Known(source[32..]);

    /// <summary>Whether a header stands there that is whole and that a newer build wrote.</summary>
    public static bool IsNewer(ReadOnlySpan<byte> source, uint seed) =>
        BinaryPrimitives.ReadUInt32LittleEndian(source) == Magic && source[4] > JournalFormat.Version && Matches(source, seed);

    public void Write(Span<byte> destination, uint seed)
    {
        destination[..JournalFormat.BatchHeaderBytes].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(destination, Magic);
        destination[4] = JournalFormat.Version;
        destination[5] = (byte)Kind;
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], Lsn);
        BinaryPrimitives.WriteInt32LittleEndian(destination[16..], Length);
        BinaryPrimitives.WriteInt32LittleEndian(destination[20..], RecordCount);
        BinaryPrimitives.WriteInt64LittleEndian(destination[24..], Frontier);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[32..], ChainIn);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[CrcAt..], Checksum(destination, seed));
    }

    /// <summary>Reads a header that must stand at a position; false when there is none, whatever the bytes are.</summary>
    /// <param name="source">At least 64 bytes.</param>
    /// <param name="seed">The segment's seed.</param>
    /// <param name="lsn">The position.</param>
    /// <param name="room">How many bytes the segment has from the position on.</param>
    /// <param name="header">The header.</param>
    public static bool TryRead(ReadOnlySpan<byte> source, uint seed, long lsn, long room, out BatchHeader header)
    {
        header = default;
        if (BinaryPrimitives.ReadUInt32LittleEndian(source) != Magic || source[4] != JournalFormat.Version || !Matches(source, seed))
        {
            return false;
        }
        header = new BatchHeader(
            (BatchKind)source[5],
            BinaryPrimitives.ReadInt64LittleEndian(source[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(source[20..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[32..])
        );
        return header.Lsn == lsn
            && header.Kind <= BatchKind.End
            && header.Length >= JournalFormat.BatchHeaderBytes
            && header.Length <= Math.Min(JournalFormat.MaxBatchBytes, room)
            && header.Length % JournalFormat.RecordAlignment == 0
            && header.RecordCount >= 0
            && header.Frontier >= 0
            && header.Frontier <= lsn;
    }

    private static bool Matches(ReadOnlySpan<byte> header, uint seed) =>
        BinaryPrimitives.ReadUInt32LittleEndian(header[CrcAt..]) == Checksum(header, seed);

    private static uint Checksum(ReadOnlySpan<byte> header, uint seed)
    {
        Span<byte> prefix = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(prefix, seed);
        return Crc32C.Finish(Crc32C.Continue(Crc32C.Continue(Crc32C.Start, prefix), header[..CrcAt]));
    }
}

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Waybill.Storage.Format;

/// <summary>
/// The 24 bytes before a payload (docs/format/journal.md): length (4), type (1), version (1), zero (2), LSN (8), the previous record's CRC (4), CRC (4).
/// The CRC covers the payload first and then the header's first 20 bytes, so that an appender can take the payload's part before it knows
/// its position.
/// </summary>
internal readonly record struct RecordHeader(int PayloadBytes, byte Type, long Lsn, uint PreviousCrc, uint Crc)
{
    private const int CrcAt = 20;

    /// <summary>Writes a header behind a payload whose CRC state is known, and returns the record's CRC. The caller has checked the room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Write(ref byte destination, int payloadBytes, byte type, long lsn, uint previousCrc, uint payloadState)
    {
        var first = (uint)payloadBytes | ((ulong)type << 32) | ((ulong)JournalFormat.Version << 40);
        Unsafe.WriteUnaligned(ref destination, first);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, 8), lsn);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, 16), previousCrc);
        var state = BitOperations.Crc32C(payloadState, first);
        state = BitOperations.Crc32C(state, (ulong)lsn);
        var crc = Crc32C.Finish(BitOperations.Crc32C(state, previousCrc));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, CrcAt), crc);
        return crc;
    }

    /// <summary>The chain that a header names, which proves nothing yet; null for zeros. For the first one of a segment it is the seed.</summary>
    public static uint? PreviousCrcOf(ReadOnlySpan<byte> source) => Crc32C.Known(source[16..]);

    /// <summary>The position that a header names, which proves nothing yet.</summary>
    public static long LsnOf(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadInt64LittleEndian(source[8..]);

    /// <summary>
    /// What the CRC of a damaged record can be, which the next record names: what stands there, and what follows from the rest. Zeros tell nothing: a record whose header
    /// cannot be read at all has none.
    /// </summary>
    public static uint[] CrcsOf(ReadOnlySpan<byte> source)
    {
        if (source.Length < JournalFormat.RecordHeaderBytes)
        {
            return [];
        }
        uint? follows =
            TryRead(source, LsnOf(source), out var header) && header.PayloadBytes <= source.Length - JournalFormat.RecordHeaderBytes
                ? header.ChecksumOf(source)
                : null;
        return [.. ((uint?[])[Crc32C.Known(source[CrcAt..]), follows]).OfType<uint>()];
    }

    /// <summary>Whether a record stands there that is whole, follows another one and was written by a newer build.</summary>
    /// <param name="source">What is left of the batch.</param>
    /// <param name="lsn">The position.</param>
    /// <param name="previous">The CRC of the record before it; null when that is not known.</param>
    public static bool IsNewer(ReadOnlySpan<byte> source, long lsn, uint? previous)
    {
        if (source.Length < JournalFormat.RecordHeaderBytes || source[5] <= JournalFormat.Version)
        {
            return false;
        }
        var header = Parse(source);
        return header.Lsn == lsn
            && header.PreviousCrc == previous
            && header.PayloadBytes >= 0
            && header.PayloadBytes <= source.Length - JournalFormat.RecordHeaderBytes
            && header.Matches(source);
    }

    /// <summary>
    /// Reads a header and bounds its length; false when this cannot be the start of a record there. The CRC is not checked yet.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> source, long lsn, out RecordHeader header)
    {
        header = default;
        if (source.Length < JournalFormat.RecordHeaderBytes)
        {
            return false;
        }
        var length = BinaryPrimitives.ReadInt32LittleEndian(source);
        if (length is < 0 or > JournalFormat.MaxBatchBytes || source[5] != JournalFormat.Version)
        {
            return false;
        }
        header = Parse(source);
        return header.Lsn == lsn;
    }

    /// <summary>Reads and checks a record that must begin and end in the span; the chain is not looked at.</summary>
    /// <param name="source">What is left of the batch.</param>
    /// <param name="lsn">The position.</param>
    /// <param name="header">The header.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadWhole(ReadOnlySpan<byte> source, long lsn, out RecordHeader header) =>
        TryRead(source, lsn, out header) && JournalFormat.RecordBytes(header.PayloadBytes) <= source.Length && header.Matches(source);

    /// <summary>Checks the CRC of a record that lies whole in the span, from its header to its payload's end.</summary>
    public bool Matches(ReadOnlySpan<byte> record) => ChecksumOf(record) == Crc;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static RecordHeader Parse(ReadOnlySpan<byte> source) =>
        new(
            BinaryPrimitives.ReadInt32LittleEndian(source),
            source[4],
            BinaryPrimitives.ReadInt64LittleEndian(source[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(source[CrcAt..])
        );

    private uint ChecksumOf(ReadOnlySpan<byte> record)
    {
        var state = Crc32C.Continue(Crc32C.Start, record.Slice(JournalFormat.RecordHeaderBytes, PayloadBytes));
        return Crc32C.Finish(Crc32C.Continue(state, record[..CrcAt]));
    }
}

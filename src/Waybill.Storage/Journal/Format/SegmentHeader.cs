using System.Buffers.Binary;
using System.Globalization;

namespace Waybill.Storage.Format;

/// <summary>
/// The first 64 bytes of a segment file (docs/format/journal.md). Its CRC is the segment's seed: the chain of records starts with it and
/// every batch header's CRC begins with it. The salt makes the seed unpredictable, so that neither bytes of an earlier use of the
/// file nor a payload made up to look like a batch can pass for one.
/// </summary>
/// <param name="SegmentBytes">The size of the file.</param>
/// <param name="BaseLsn">The position of its first byte.</param>
/// <param name="Salt">Random.</param>
/// <param name="Kind">What stands in the file.</param>
internal readonly record struct SegmentHeader(long SegmentBytes, long BaseLsn, ulong Salt, SegmentKind Kind = SegmentKind.Fresh)
{
    public const int Bytes = 64;
    public const string Extension = ".segment";
    public const string PreparingExtension = ".preparing";

    /// <summary>Of a file that has nothing of the log any more and waits to become a segment again.</summary>
    public const string SpareExtension = ".spare";
    private const ulong Magic = 0x4C41_4E52_554F_4A57; // "WJOURNAL"
    private const int CrcAt = 60;

    public static string FileName(long baseLsn) => baseLsn.ToString("x16", CultureInfo.InvariantCulture) + Extension;

    public static bool TryParseFileName(string name, out long baseLsn)
    {
        baseLsn = 0;
        return name.Length == 16 + Extension.Length
            && name.EndsWith(Extension, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out baseLsn)
            && baseLsn is >= 0 and <= JournalFormat.MaxLsn;
    }

    /// <summary>Writes the header and returns the seed.</summary>
    public uint Write(Span<byte> destination)
    {
        destination[..Bytes].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(destination, Magic);
        destination[8] = JournalFormat.Version;
        destination[9] = (byte)Kind;
        BinaryPrimitives.WriteInt64LittleEndian(destination[16..], SegmentBytes);
        BinaryPrimitives.WriteInt64LittleEndian(destination[24..], BaseLsn);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[32..], Salt);
        var seed = Crc32C.Of(destination[..CrcAt]);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[CrcAt..], seed);
        return seed;
    }

    /// <summary>
    /// What the seed of a damaged header can be: what stands there, and what follows from the rest. Zeros tell nothing, and without a salt anybody knows what follows.
    /// </summary>
    public static uint[] SeedsOf(ReadOnlySpan<byte> source)
    {
        uint? follows = BinaryPrimitives.ReadUInt64LittleEndian(source[32..]) != 0 ? Crc32C.Of(source[..CrcAt]) : null;
        return [.. ((uint?[])[Crc32C.Known(source[CrcAt..]), follows]).OfType<uint>()];
    }

    /// <summary>Whether a header stands there that is whole and that a newer build wrote: of another version, or of a kind that this one does not know.</summary>
    public static bool IsNewer(ReadOnlySpan<byte> source) =>
        source.Length >= Bytes
        && BinaryPrimitives.ReadUInt64LittleEndian(source) == Magic
        && (source[8] > JournalFormat.Version || source[9] > (byte)SegmentKind.Sparse)
        && Crc32C.Of(source[..CrcAt]) == BinaryPrimitives.ReadUInt32LittleEndian(source[CrcAt..]);

    /// <summary>Reads and checks a header; the reason says what is wrong with it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out SegmentHeader header, out uint seed, out string reason)
    {
        header = default;
        seed = 0;
        if (source.Length < Bytes || BinaryPrimitives.ReadUInt64LittleEndian(source) != Magic)
        {
            reason = "this is no segment of a journal";
            return false;
        }
        seed = BinaryPrimitives.ReadUInt32LittleEndian(source[CrcAt..]);
        if (Crc32C.Of(source[..CrcAt]) != seed)
        {
            reason = "the segment's header does not match its checksum";
            return false;
        }
        if (source[8] != JournalFormat.Version)
        {
            reason = $"the segment has format version {source[8]}, and this build reads version {JournalFormat.Version}";
            return false;
        }
        header = new SegmentHeader(
            BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[32..]),
            (SegmentKind)source[9]
        );
        if (header.SegmentBytes is < JournalFormat.MinSegmentBytes or > JournalFormat.MaxSegmentBytes || header.SegmentBytes % 4096 != 0)
        {
            reason = "the segment's header names an impossible segment size";
            return false;
        }
        if (header.Kind > SegmentKind.Sparse)
        {
            reason = $"the segment is of kind {(byte)header.Kind}, which this build does not know";
            return false;
        }
        reason = "";
        return true;
    }
}

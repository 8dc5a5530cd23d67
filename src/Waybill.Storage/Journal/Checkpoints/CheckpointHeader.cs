using System.Buffers.Binary;
using System.Globalization;
using Waybill.Storage.Format;

namespace Waybill.Storage.Checkpoints;

/// <summary>The first 64 bytes of a checkpoint's file (docs/format/checkpoint.md). Its CRC begins the CRC of every block, so that no block of another file passes.</summary>
/// <param name="Position">What comes before it is in the checkpoint.</param>
/// <param name="SegmentBytes">The size of the journal's segments.</param>
/// <param name="ContentBytes">How long the content is.</param>
internal readonly record struct CheckpointHeader(JournalPosition Position, long SegmentBytes, long ContentBytes)
{
    public const int Bytes = 64;
    public const string Extension = ".checkpoint";
    public const string WritingExtension = ".writing";

    /// <summary>A block's part of the content; its CRC follows.</summary>
    public const int BlockContentBytes = (64 * 1024) - CrcBytes;

    public const int CrcBytes = 4;

    /// <summary>A block with its CRC.</summary>
    public const int BlockBytes = BlockContentBytes + CrcBytes;

    private const ulong Magic = 0x5450_4B43_4548_4357; // "WCHECKPT"
    private const int CrcAt = 60;

    public static string FileName(long lsn) => lsn.ToString("x16", CultureInfo.InvariantCulture) + Extension;

    public static bool TryParseFileName(string name, out long lsn)
    {
        lsn = 0;
        return name.Length == 16 + Extension.Length
            && name.EndsWith(Extension, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out lsn)
            && lsn is >= 0 and <= JournalFormat.MaxLsn;
    }

    /// <summary>How long the file is.</summary>
    public long FileBytes => Bytes + ContentBytes + (Blocks * CrcBytes);

    /// <summary>Where in the file a block begins, in bytes.</summary>
    public static long OffsetOf(long block) => Bytes + (block * BlockBytes);

    private long Blocks => (ContentBytes + BlockContentBytes - 1) / BlockContentBytes;

    /// <summary>Writes the header and returns its CRC.</summary>
    public uint Write(Span<byte> destination)
    {
        destination[..Bytes].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(destination, Magic);
        destination[8] = JournalFormat.Version;
        BinaryPrimitives.WriteInt64LittleEndian(destination[16..], Position.Lsn);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[24..], Position.Chain);
        BinaryPrimitives.WriteInt64LittleEndian(destination[32..], SegmentBytes);
        BinaryPrimitives.WriteInt64LittleEndian(destination[40..], ContentBytes);
        var crc = Crc32C.Of(destination[..CrcAt]);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[CrcAt..], crc);
        return crc;
    }

    /// <summary>Whether a header stands there that is whole and that a newer build wrote.</summary>
    public static bool IsNewer(ReadOnlySpan<byte> source) =>
        source.Length >= Bytes
        && BinaryPrimitives.ReadUInt64LittleEndian(source) == Magic
        && source[8] > JournalFormat.Version
        && Crc32C.Of(source[..CrcAt]) == BinaryPrimitives.ReadUInt32LittleEndian(source[CrcAt..]);

    /// <summary>Reads and checks a header; the reason says what is wrong with it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, long fileBytes, out CheckpointHeader header, out uint crc, out string reason)
    {
        header = default;
        crc = 0;
        if (source.Length < Bytes || BinaryPrimitives.ReadUInt64LittleEndian(source) != Magic)
        {
            reason = "this is no checkpoint";
            return false;
        }
        crc = BinaryPrimitives.ReadUInt32LittleEndian(source[CrcAt..]);
        if (Crc32C.Of(source[..CrcAt]) != crc)
        {
            reason = "the checkpoint's header does not match its checksum";
            return false;
        }
        if (source[8] != JournalFormat.Version)
        {
            reason = $"the checkpoint has format version {source[8]}, and this build reads version {JournalFormat.Version}";
            return false;
        }
        header = new CheckpointHeader(
            new JournalPosition(
                BinaryPrimitives.ReadInt64LittleEndian(source[16..]),
                BinaryPrimitives.ReadUInt32LittleEndian(source[24..])
            ),
            BinaryPrimitives.ReadInt64LittleEndian(source[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(source[40..])
        );
        if (header.Position.Lsn < 0 || header.SegmentBytes is < JournalFormat.MinSegmentBytes or > JournalFormat.MaxSegmentBytes)
        {
            reason = "the checkpoint's header names an impossible position or segment size";
            return false;
        }
        // Before anything is allocated for it.
        if (header.ContentBytes < 0 || header.ContentBytes > fileBytes || header.FileBytes != fileBytes)
        {
            reason = $"the checkpoint's header names {header.ContentBytes} bytes, which a file of {fileBytes} does not hold";
            return false;
        }
        reason = "";
        return true;
    }

    /// <summary>The checksum of a block.</summary>
    /// <param name="crc">The header's.</param>
    /// <param name="block">Which block it is, from 0.</param>
    /// <param name="content">Its part of the content.</param>
    public static uint ChecksumOf(uint crc, long block, ReadOnlySpan<byte> content)
    {
        Span<byte> prefix = stackalloc byte[12];
        BinaryPrimitives.WriteUInt32LittleEndian(prefix, crc);
        BinaryPrimitives.WriteInt64LittleEndian(prefix[4..], block);
        return Crc32C.Finish(Crc32C.Continue(Crc32C.Continue(Crc32C.Start, prefix), content));
    }
}

using System.Buffers.Binary;
using Waybill.Storage.Devices;

namespace Waybill.Storage.Checkpoints;

/// <summary>Writes and reads one checkpoint. A file with a checkpoint's name is whole: it was synced under another one first.</summary>
internal static class CheckpointFile
{
    private const int BlockBytes = CheckpointHeader.BlockContentBytes + CheckpointHeader.CrcBytes;

    public static void Write(IStorageDevice device, CheckpointHeader header, IEnumerable<ReadOnlyMemory<byte>> content)
    {
        var name = CheckpointHeader.FileName(header.Position.Lsn);
        var temporary = name + CheckpointHeader.WritingExtension;
        var file = device.Create(temporary, header.FileBytes);
        try
        {
            var block = new byte[BlockBytes];
            var crc = header.Write(block);
            file.Write(0, block.AsSpan(0, CheckpointHeader.Bytes));
            WriteBlocks(file, crc, block, content);
            file.Sync();
            device.Rename(temporary, name);
            device.SyncDirectory();
        }
        catch
        {
            // On a full disk it is the space that is missing.
            device.Delete(temporary);
            throw;
        }
        finally
        {
            file.Dispose();
        }
    }

    /// <summary>Reads a checkpoint; null with the reason when it is damaged.</summary>
    public static Checkpoint? Read(IStorageDevice device, long lsn, out long segmentBytes, out long damagedAt, out string reason)
    {
        try
        {
            return TryRead(device, lsn, out segmentBytes, out damagedAt, out reason);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Another checkpoint may be readable where this one's medium is not.
            (segmentBytes, damagedAt) = (0, 0);
            reason = failure.Message;
            return null;
        }
    }

    /// <summary>Whether a newer build wrote a checkpoint.</summary>
    public static bool IsNewer(IStorageDevice device, long lsn)
    {
        try
        {
            using var file = device.Open(CheckpointHeader.FileName(lsn), writable: false);
            Span<byte> header = stackalloc byte[CheckpointHeader.Bytes];
            return CheckpointHeader.IsNewer(header[..file.Read(0, header)]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What cannot be opened tells nothing.
            return false;
        }
    }

    private static Checkpoint? TryRead(IStorageDevice device, long lsn, out long segmentBytes, out long damagedAt, out string reason)
    {
        (segmentBytes, damagedAt) = (0, 0);
        using var file = device.Open(CheckpointHeader.FileName(lsn), writable: false);
        Span<byte> start = stackalloc byte[CheckpointHeader.Bytes];
        var read = file.Read(0, start);
        if (!CheckpointHeader.TryRead(start[..read], file.Length, out var header, out var crc, out reason))
        {
            return null;
        }
        if (header.Position.Lsn != lsn)
        {
            reason = $"its header belongs to a checkpoint at LSN {header.Position.Lsn}";
            return null;
        }
        var content = GC.AllocateUninitializedArray<byte>((int)header.ContentBytes);
        if (!TryReadBlocks(file, crc, content, out damagedAt, out reason))
        {
            return null;
        }
        segmentBytes = header.SegmentBytes;
        return new Checkpoint(header.Position, content);
    }

    private static void WriteBlocks(IStorageFile file, uint crc, byte[] block, IEnumerable<ReadOnlyMemory<byte>> content)
    {
        var (filled, number) = (0, 0L);
        foreach (var part in content)
        {
            for (var rest = part.Span; !rest.IsEmpty; )
            {
                var taken = Math.Min(rest.Length, CheckpointHeader.BlockContentBytes - filled);
                rest[..taken].CopyTo(block.AsSpan(filled));
                rest = rest[taken..];
                filled += taken;
                if (filled == CheckpointHeader.BlockContentBytes)
                {
                    WriteBlock(file, crc, block, number++, filled);
                    filled = 0;
                }
            }
        }
        if (filled > 0)
        {
            WriteBlock(file, crc, block, number, filled);
        }
    }

    private static void WriteBlock(IStorageFile file, uint crc, byte[] block, long number, int filled)
    {
        var checksum = CheckpointHeader.ChecksumOf(crc, number, block.AsSpan(0, filled));
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(filled), checksum);
        file.Write(OffsetOf(number), block.AsSpan(0, filled + CheckpointHeader.CrcBytes));
    }

    private static bool TryReadBlocks(IStorageFile file, uint crc, byte[] content, out long damagedAt, out string reason)
    {
        var block = new byte[BlockBytes];
        var number = 0L;
        damagedAt = 0;
        for (var at = 0; at < content.Length; number++)
        {
            var length = Math.Min(CheckpointHeader.BlockContentBytes, content.Length - at);
            var read = file.Read(OffsetOf(number), block.AsSpan(0, length + CheckpointHeader.CrcBytes));
            if (
                read < length + CheckpointHeader.CrcBytes
                || CheckpointHeader.ChecksumOf(crc, number, block.AsSpan(0, length))
                    != BinaryPrimitives.ReadUInt32LittleEndian(block.AsSpan(length))
            )
            {
                damagedAt = OffsetOf(number);
                reason = $"the checkpoint's block at byte {damagedAt} does not match its checksum";
                return false;
            }
            block.AsSpan(0, length).CopyTo(content.AsSpan(at));
            at += length;
        }
        reason = "";
        return true;
    }

    private static long OffsetOf(long block) => CheckpointHeader.Bytes + (block * BlockBytes);
}

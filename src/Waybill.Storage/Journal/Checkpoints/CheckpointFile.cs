using System.Buffers.Binary;
using Waybill.Storage.Devices;

namespace Waybill.Storage.Checkpoints;

/// <summary>Writes and reads one checkpoint. A file with a checkpoint's name is whole: it was synced under another one first.</summary>
internal static class CheckpointFile
{
    public static void Write(IStorageDevice device, CheckpointHeader header, IEnumerable<ReadOnlyMemory<byte>> content)
    {
        var name = CheckpointHeader.FileName(header.Position.Lsn);
        var temporary = name + CheckpointHeader.WritingExtension;
        var file = device.Create(temporary, header.FileBytes);
        try
        {
            var block = new byte[CheckpointHeader.BlockBytes];
            var crc = header.Write(block);
            file.Write(0, block.AsSpan(0, CheckpointHeader.Bytes));
            WriteBlocks(file, crc, block, header.ContentBytes, content);
            file.Sync();
            device.Rename(temporary, name);
            device.SyncDirectory();
        }
        catch
        {
            // On a full disk it is the space that is missing.
            new FirstFailure().Try(() => device.Delete(temporary));
            throw;
        }
        finally
        {
            file.Dispose();
        }
    }

    /// <summary>Looks through a checkpoint; null with what is wrong when it is damaged.</summary>
    public static Checkpoint? Check(IStorageDevice device, long lsn, out CheckpointDamage damage)
    {
        try
        {
            return TryCheck(device, lsn, out damage);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Another checkpoint may be readable where this one's medium is not.
            damage = new CheckpointDamage(0, failure.Message);
            return null;
        }
    }

    /// <summary>A checkpoint's content.</summary>
    /// <exception cref="InvalidDataException">It is damaged; reading it may tell so, too.</exception>
    public static CheckpointStream Open(IStorageDevice device, long lsn)
    {
        var file = device.Open(CheckpointHeader.FileName(lsn), writable: false);
        try
        {
            return TryReadHeader(file, lsn, out var header, out var crc, out var damage)
                ? new CheckpointStream(file, header, crc)
                : throw new InvalidDataException(damage.Reason);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static Checkpoint? TryCheck(IStorageDevice device, long lsn, out CheckpointDamage damage)
    {
        using var file = device.Open(CheckpointHeader.FileName(lsn), writable: false);
        if (!TryReadHeader(file, lsn, out var header, out var crc, out damage))
        {
            return null;
        }
        using var content = new CheckpointStream(file, header, crc);
        try
        {
            content.CopyTo(Stream.Null);
        }
        catch (InvalidDataException exception)
        {
            damage = new CheckpointDamage(content.BlockOffset, exception.Message);
            return null;
        }
        return new Checkpoint(header.Position, header.SegmentBytes, header.ContentBytes);
    }

    private static bool TryReadHeader(IStorageFile file, long lsn, out CheckpointHeader header, out uint crc, out CheckpointDamage damage)
    {
        Span<byte> start = stackalloc byte[CheckpointHeader.Bytes];
        var read = file.Read(0, start);
        if (!CheckpointHeader.TryRead(start[..read], file.Length, out header, out crc, out var reason))
        {
            damage = new CheckpointDamage(0, reason, CheckpointHeader.IsNewer(start[..read]));
            return false;
        }
        if (header.Position.Lsn != lsn)
        {
            damage = new CheckpointDamage(0, $"its header belongs to a checkpoint at LSN {header.Position.Lsn}");
            return false;
        }
        damage = default;
        return true;
    }

    private static void WriteBlocks(IStorageFile file, uint crc, byte[] block, long contentBytes, IEnumerable<ReadOnlyMemory<byte>> content)
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
        if ((number * CheckpointHeader.BlockContentBytes) + filled != contentBytes)
        {
            throw new InvalidOperationException("A checkpoint's content had another length before.");
        }
    }

    private static void WriteBlock(IStorageFile file, uint crc, byte[] block, long number, int filled)
    {
        var checksum = CheckpointHeader.ChecksumOf(crc, number, block.AsSpan(0, filled));
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(filled), checksum);
        file.Write(CheckpointHeader.OffsetOf(number), block.AsSpan(0, filled + CheckpointHeader.CrcBytes));
    }
}

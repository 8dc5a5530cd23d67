using System.Buffers.Binary;
using Waybill.Storage.Devices;

namespace Waybill.Storage.Checkpoints;

/// <summary>A checkpoint's content from its beginning to its end, a block at a time, each of them checked. For one thread.</summary>
internal sealed class CheckpointStream(IStorageFile file, CheckpointHeader header, uint crc) : Stream
{
    private readonly byte[] _block = new byte[CheckpointHeader.BlockBytes];
    private long _next;
    private int _at;
    private int _filled;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => header.ContentBytes;

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Where in the file the block stands that was read last, in bytes.</summary>
    public long BlockOffset => CheckpointHeader.OffsetOf(Math.Max(0, _next - 1));

    /// <exception cref="InvalidDataException">A block does not match its checksum, or cannot be read.</exception>
    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_at == _filled && !TryReadBlock())
        {
            return 0;
        }
        var taken = Math.Min(buffer.Length, _filled - _at);
        _block.AsSpan(_at, taken).CopyTo(buffer);
        _at += taken;
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }
        base.Dispose(disposing);
    }

    private bool TryReadBlock()
    {
        var length = (int)Math.Min(CheckpointHeader.BlockContentBytes, header.ContentBytes - (_next * CheckpointHeader.BlockContentBytes));
        if (length <= 0)
        {
            return false;
        }
        var (number, whole) = (_next++, length + CheckpointHeader.CrcBytes);
        (_at, _filled) = (0, 0);
        if (
            ReadAt(CheckpointHeader.OffsetOf(number), _block.AsSpan(0, whole)) < whole
            || CheckpointHeader.ChecksumOf(crc, number, _block.AsSpan(0, length))
                != BinaryPrimitives.ReadUInt32LittleEndian(_block.AsSpan(length))
        )
        {
            throw new InvalidDataException($"the checkpoint's block at byte {BlockOffset} does not match its checksum");
        }
        _filled = length;
        return true;
    }

    // Whoever takes the content in does things of his own that may fail: this is the checkpoint's.
    private int ReadAt(long offset, Span<byte> block)
    {
        try
        {
            return file.Read(offset, block);
        }
        catch (IOException failure)
        {
            throw new InvalidDataException(
                $"the medium of the checkpoint's block at byte {BlockOffset} cannot be read: {failure.Message}",
                failure
            );
        }
    }
}

using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Core.Recovery;
using Waybill.Broker.Records;

namespace Waybill.Broker.Checkpoints;

/// <summary>
/// Reads a checkpoint's content from its beginning to its end, and holds a window of it. Every length is checked against what is left before it is believed. For one
/// thread.
/// </summary>
internal sealed class ContentReader(Stream content)
{
    private const int WindowBytes = 64 * 1024;

    private byte[] _window = new byte[WindowBytes];
    private long _behind = content.Length;
    private int _at;
    private int _end;

    public bool IsAtEnd => Left == 0;

    private long Left => _behind + _end - _at;

    public byte ReadByte()
    {
        var reader = Ahead(1);
        var value = reader.ReadByte();
        return Behind(reader, value);
    }

    public ulong ReadVarint()
    {
        var reader = Ahead(RecordWriter.MaxVarintBytes);
        var value = reader.ReadVarint();
        return Behind(reader, value);
    }

    /// <summary>How many there are of something that takes at least a byte each.</summary>
    public long ReadCount()
    {
        var value = ReadVarint();
        return value <= (ulong)Left
            ? (long)value
            : throw new RecordFormatException($"A count or length of {value} is more than the checkpoint holds.");
    }

    public int ReadSymbol()
    {
        var reader = Ahead(RecordWriter.MaxVarintBytes);
        var value = reader.ReadSymbol();
        return Behind(reader, value);
    }

    public string ReadText()
    {
        var reader = Ahead(RecordWriter.MaxVarintBytes + Length());
        var value = reader.ReadText();
        return Behind(reader, value);
    }

    public ulong ReadUInt64()
    {
        var reader = Ahead(sizeof(ulong));
        var value = reader.ReadUInt64();
        return Behind(reader, value);
    }

    public long ReadInt64()
    {
        var reader = Ahead(sizeof(long));
        var value = reader.ReadInt64();
        return Behind(reader, value);
    }

    public Placement ReadPlacement()
    {
        _ = Ahead(PlacementCodec.MaxBytes);
        MessageRef none = default;
        return PlacementCodec.Read(_window.AsSpan(0, _end), ref _at, ref none);
    }

    /// <summary>Bytes behind their length, in an array of their own.</summary>
    public byte[] ReadBytes()
    {
        var reader = Ahead(RecordWriter.MaxVarintBytes + Length());
        var value = reader.ReadBytes().ToArray();
        return Behind(reader, value);
    }

    // The length that stands next.
    private int Length()
    {
        var value = Ahead(RecordWriter.MaxVarintBytes).ReadVarint();
        return value <= (ulong)Math.Min(Left, Array.MaxLength - WindowBytes)
            ? (int)value
            : throw new RecordFormatException($"A length of {value} is more than the checkpoint holds.");
    }

    // A reader of at least so many bytes, unless the content ends before.
    private RecordReader Ahead(int bytes)
    {
        if (_end - _at < bytes && _behind > 0)
        {
            var window = bytes <= _window.Length ? _window : new byte[bytes];
            _window.AsSpan(_at, _end - _at).CopyTo(window);
            (_window, _at, _end) = (window, 0, _end - _at);
            var read = content.ReadAtLeast(window.AsSpan(_end), (int)Math.Min(window.Length - _end, _behind));
            _behind -= read;
            _end += read;
        }

        return new RecordReader(_window.AsSpan(_at, _end - _at));
    }

    private T Behind<T>(in RecordReader reader, T value)
    {
        _at += reader.Position;
        return value;
    }
}

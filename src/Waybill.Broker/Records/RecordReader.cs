using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Waybill.Broker.Records;

/// <summary>Reads what <see cref="RecordWriter"/> wrote. Every length is checked against the bytes that are there before it is believed.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> _source = source;

    public int Position { get; private set; }

    /// <summary>A reader behind the version byte, which must be known.</summary>
    public static RecordReader Open(ReadOnlySpan<byte> payload)
    {
        var reader = new RecordReader(payload);
        var version = reader.ReadByte();
        return version == RecordType.Version ? reader : throw OtherVersion(version);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte ReadByte() => Position < _source.Length ? _source[Position++] : throw Early();

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public Guid ReadGuid() => new(Take(16), bigEndian: true);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadVarint()
    {
        if ((uint)Position < (uint)_source.Length && _source[Position] < 0x80)
        {
            return _source[Position++];
        }

        (var value, Position) = ReadLongVarint(_source, Position);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadCount()
    {
        var value = ReadVarint();
        // Whatever is counted takes at least a byte, so a larger count is no count.
        return value <= (ulong)(_source.Length - Position) ? (int)value : throw TooLong(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadSymbol()
    {
        var value = ReadVarint();
        return value - 1 < int.MaxValue ? (int)value : throw NoSymbol(value);
    }

    public ReadOnlySpan<byte> ReadBytes() => Take(ReadCount());

    public string ReadText() => Encoding.UTF8.GetString(ReadBytes());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > _source.Length - Position)
        {
            throw Early();
        }

        var bytes = _source.Slice(Position, count);
        Position += count;
        return bytes;
    }

    // By value: a reader whose address is taken does not stay in registers.
    private static (ulong Value, int Position) ReadLongVarint(ReadOnlySpan<byte> source, int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = at < source.Length ? source[at++] : throw Early();
            if (shift == 63 && next > 1)
            {
                break;
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (value, at);
            }
        }

        throw new RecordFormatException("A varint has more than 64 bits.");
    }

    private static RecordFormatException OtherVersion(byte version) =>
        version > RecordType.Version
            ? new NewerRecordException($"the content of the record there has version {version}")
            : new RecordFormatException($"{version} is no version of a record's content.");

    private static RecordFormatException TooLong(ulong value) => new($"A count or length of {value} is more than the record holds.");

    private static RecordFormatException NoSymbol(ulong value) => new($"{value} is no symbol.");

    private static RecordFormatException Early() => new("The record ends early.");
}

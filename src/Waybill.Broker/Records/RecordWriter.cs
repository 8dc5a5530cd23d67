using System.Buffers.Binary;
using System.Text;
using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;

namespace Waybill.Broker.Records;

/// <summary>Writes a record's fields into a span that is large enough: little-endian numbers, base-128 varints, length-prefixed bytes.</summary>
internal ref struct RecordWriter(Span<byte> destination)
{
    public const int MaxVarintBytes = 10;

    private readonly Span<byte> _destination = destination;

    public int Length { get; private set; }

    /// <summary>How many bytes there is still room for.</summary>
    public readonly int Room => _destination.Length - Length;

    public void WriteByte(byte value) => _destination[Length++] = value;

    public void WriteInt64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_destination[Length..], value);
        Length += sizeof(long);
    }

    public void WriteUInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_destination[Length..], value);
        Length += sizeof(ulong);
    }

    public void WriteVarint(ulong value)
    {
        while (value >= 0x80)
        {
            _destination[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _destination[Length++] = (byte)value;
    }

    public void WriteVarint(int value) => WriteVarint((ulong)(uint)value);

    /// <summary>Writes an entry of a queue; the span has room for <see cref="EntryCodec.MaxBytes"/> from here on.</summary>
    public void WriteEntry(in QueueEntry entry, ref MessageRef before) =>
        Length += EntryCodec.Write(_destination[Length..], entry, ref before);

    public void WriteGuid(Guid value)
    {
        value.TryWriteBytes(_destination[Length..], bigEndian: true, out var written);
        Length += written;
    }

    public void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_destination[Length..]);
        Length += bytes.Length;
    }

    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        WriteVarint(bytes.Length);
        WriteRaw(bytes);
    }

    /// <summary>Writes bytes behind one that says how many they are.</summary>
    /// <exception cref="ArgumentException">They are more than that byte can say.</exception>
    public void WriteShortBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > byte.MaxValue)
        {
            throw new ArgumentException($"{bytes.Length} bytes are more than the {byte.MaxValue} that a routing key may have.");
        }

        WriteByte((byte)bytes.Length);
        WriteRaw(bytes);
    }

    public void WriteText(string text)
    {
        WriteVarint(Encoding.UTF8.GetByteCount(text));
        Length += Encoding.UTF8.GetBytes(text, _destination[Length..]);
    }

    /// <summary>An upper bound of what <see cref="WriteText"/> writes.</summary>
    public static int TextBound(string text) => MaxVarintBytes + Encoding.UTF8.GetMaxByteCount(text.Length);
}

using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Waybill.Generated;

namespace Waybill;

/// <summary>
/// Writes Protobuf (proto3) into one span whose size the message's bound guarantees. Used by generated code and by serializers of one's own. A writer
/// is a value: pass it by reference. It allocates nothing.
/// </summary>
/// <param name="destination">At least as many bytes as the message's size bound.</param>
/// <remarks>Format: https://protobuf.dev/programming-guides/encoding/. A tag is <c>number &lt;&lt; 3 | wire type</c>.</remarks>
public ref partial struct ProtoWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;
    private int _position;
    private int _depth;

    /// <summary>How many bytes were written.</summary>
    public readonly int Position => _position;

    /// <summary>Writes a field, unless its value is the default that an absent field reads as.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write<TCodec, T>(uint tag, T value)
        where TCodec : IWireCodec<T>
    {
        if (!TCodec.IsDefault(value))
        {
            WriteTag(tag);
            TCodec.Write(ref this, value);
        }
    }

    /// <summary>Writes a field with presence: whatever the value, unless it is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteOptional<TCodec, T>(uint tag, T? value)
        where TCodec : IWireCodec<T>
        where T : struct
    {
        if (value.HasValue)
        {
            WriteTag(tag);
            TCodec.Write(ref this, value.GetValueOrDefault());
        }
    }

    /// <inheritdoc cref="WriteOptional{TCodec, T}(uint, T?)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteOptional<TCodec, T>(uint tag, T? value)
        where TCodec : IWireCodec<T>
        where T : class
    {
        if (value is not null)
        {
            WriteTag(tag);
            TCodec.Write(ref this, value);
        }
    }

    /// <summary>Writes a tag: one byte for the fields 1 to 15.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteTag(uint tag)
    {
        if (tag < 0x80)
        {
            _destination[_position++] = (byte)tag;
        }
        else
        {
            WriteLongVarint(tag);
        }
    }

    /// <summary>Writes an unsigned base-128 varint: one to ten bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteVarint(ulong value)
    {
        if (value < 0x80)
        {
            _destination[_position++] = (byte)value;
        }
        else
        {
            WriteLongVarint(value);
        }
    }

    /// <summary>Writes four bytes, little-endian.</summary>
    public void WriteFixed32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_destination[_position..], value);
        _position += sizeof(uint);
    }

    /// <summary>Writes eight bytes, little-endian.</summary>
    public void WriteFixed64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_destination[_position..], value);
        _position += sizeof(ulong);
    }

    /// <summary>Writes bytes after their length.</summary>
    public void WriteBytes(scoped ReadOnlySpan<byte> value)
    {
        WriteVarint((uint)value.Length);
        value.CopyTo(_destination[_position..]);
        _position += value.Length;
    }

    /// <summary>Writes text as UTF-8 after its length.</summary>
    /// <exception cref="ArgumentException">The text holds half a surrogate pair, which UTF-8 cannot say.</exception>
    public void WriteText(scoped ReadOnlySpan<char> value)
    {
        // The length's width is right for ASCII, the common case, and is mended after the fact for other text.
        var start = BeginLength(value.Length);
        if (
            Utf8.FromUtf16(value, _destination[_position..], out var read, out var written, replaceInvalidSequences: false)
            != OperationStatus.Done
        )
        {
            throw new ArgumentException(
                $"The text holds half a surrogate pair at index {read}: UTF-8 cannot say it. Mend the text before publishing."
            );
        }

        _position += written;
        EndLength(start, value.Length);
    }

    /// <summary>Writes a nested message after its length.</summary>
    /// <exception cref="InvalidOperationException">Messages are nested deeper than <see cref="ProtoReader.MaxDepth"/>, as in a cycle of objects.</exception>
    public void WriteMessage<T>(T message)
        where T : IMessage<T>
    {
        Deepen<T>();
        var start = BeginLength(0);
        T.Write(ref this, message);
        EndLength(start, 0);
        _depth--;
    }

    /// <summary>Writes a nested message that another type writes, after its length.</summary>
    /// <exception cref="InvalidOperationException">Messages are nested deeper than <see cref="ProtoReader.MaxDepth"/>, as in a cycle of objects.</exception>
    public void WriteMessage<TShape, T>(T message)
        where TShape : IMessageShape<T>
    {
        Deepen<T>();
        var start = BeginLength(0);
        TShape.Write(ref this, message);
        EndLength(start, 0);
        _depth--;
    }

    /// <summary>Writes fields that were kept, tags and all.</summary>
    public void WriteUnknown(UnknownFields fields)
    {
        fields.Bytes.CopyTo(_destination[_position..]);
        _position += fields.Length;
    }

    /// <summary>Leaves room for the length of what comes next.</summary>
    /// <param name="expected">The length that is likely, in bytes; its varint's width is what is left free.</param>
    /// <returns>Where the body begins, for <see cref="EndLength"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int BeginLength(int expected) => _position += VarintWidth(expected);

    /// <summary>Writes the length of what was written since <see cref="BeginLength"/>; moves it when its length takes more bytes than were left free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void EndLength(int start, int expected)
    {
        var length = _position - start;
        if ((length | expected) < 0x80)
        {
            _destination[start - 1] = (byte)length;
        }
        else
        {
            EndLongLength(start, VarintWidth(expected), length);
        }
    }

    private void Deepen<T>()
    {
        if (++_depth > ProtoReader.MaxDepth)
        {
            throw TooDeep<T>();
        }
    }

    internal static InvalidOperationException TooDeep<T>() =>
        new(
            $"A {typeof(T)} lies more than {ProtoReader.MaxDepth} messages deep, and no reader would take it. Nest less; look for a cycle of objects."
        );

    private void EndLongLength(int start, int reserved, int length)
    {
        var width = VarintWidth(length);
        if (width != reserved)
        {
            _destination.Slice(start, length).CopyTo(_destination[(start - reserved + width)..]);
        }

        _position = start - reserved;
        WriteVarint((uint)length);
        _position += length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteLongVarint(ulong value)
    {
        while (value >= 0x80)
        {
            _destination[_position++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _destination[_position++] = (byte)value;
    }

    /// <summary>How many bytes a length's varint takes: 1 to 5.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int VarintWidth(int length) => (BitOperations.Log2((uint)length | 1) + 7) / 7;
}

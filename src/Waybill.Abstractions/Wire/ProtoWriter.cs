using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Waybill.Generated;

namespace Waybill;

/// <summary>
/// Writes Protobuf (proto3) into one span whose size the message's bound guarantees. Used by generated code and by serializers of one's own. A writer
/// is a value: pass it by reference. It allocates nothing.
/// </summary>
/// <remarks>
/// Format: https://protobuf.dev/programming-guides/encoding/. A tag is <c>number &lt;&lt; 3 | wire type</c>. What is called often is inlined, and what is not
/// takes the position and gives it back: so the position of a writer that is a local variable stays in a register.
/// </remarks>
public ref partial struct ProtoWriter
{
    private readonly Span<byte> _destination;
    private int _position;
    private int _depth;

    /// <summary>A writer of one whole message.</summary>
    /// <param name="destination">At least as many bytes as the message's size bound.</param>
    public ProtoWriter(Span<byte> destination)
        : this(destination, 0, 0) { }

    internal ProtoWriter(Span<byte> destination, int position, int depth)
    {
        _destination = destination;
        _position = position;
        _depth = depth;
    }

    /// <summary>How many bytes were written.</summary>
    public int Position
    {
        readonly get => _position;
        internal set => _position = value;
    }

    internal readonly Span<byte> Destination => _destination;

    /// <summary>Writes a field, unless its value is the default that an absent field reads as.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write<TCodec, T>(uint tag, T value)
        where TCodec : IWireCodec<T>
    {
        if (!TCodec.IsDefault(value))
        {
            WriteField<TCodec, T>(tag, value);
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
            WriteField<TCodec, T>(tag, value.GetValueOrDefault());
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
            WriteField<TCodec, T>(tag, value);
        }
    }

    /// <summary>Writes a tag: one byte for the fields 1 to 15.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteTag(uint tag) => WriteVarint(tag);

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
            _position = WriteLongVarint(_destination, _position, value);
        }
    }

    /// <summary>Writes four bytes, little-endian.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteFixed32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_destination[_position..], value);
        _position += sizeof(uint);
    }

    /// <summary>Writes eight bytes, little-endian.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteText(scoped ReadOnlySpan<char> value) => _position = WriteText(_destination, _position, value);

    /// <summary>Writes a nested message after its length.</summary>
    /// <exception cref="InvalidOperationException">Messages are nested deeper than <see cref="ProtoReader.MaxDepth"/>, as in a cycle of objects.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMessage<T>(T message)
        where T : IMessage<T>
    {
        if (_depth == ProtoReader.MaxDepth)
        {
            throw TooDeep<T>();
        }

        var start = BeginLength(0);
        var nested = this;
        nested._depth++;
        T.Write(ref nested, message);
        _position = nested._position;
        EndLength(start, 0);
    }

    /// <summary>Writes a nested message that another type writes, after its length.</summary>
    /// <exception cref="InvalidOperationException">Messages are nested deeper than <see cref="ProtoReader.MaxDepth"/>, as in a cycle of objects.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMessage<TShape, T>(T message)
        where TShape : IMessageShape<T>
    {
        if (_depth == ProtoReader.MaxDepth)
        {
            throw TooDeep<T>();
        }

        var start = BeginLength(0);
        var nested = this;
        nested._depth++;
        TShape.Write(ref nested, message);
        _position = nested._position;
        EndLength(start, 0);
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
    internal int BeginLength(int expected) => _position += VarintWord.Width((uint)expected);

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
            _position = EndLongLength(_destination, start, VarintWord.Width((uint)expected), length);
        }
    }

    // The codec has a writer of its own: were it not inlined, it would take the address of this one, which then had to live in memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteField<TCodec, T>(uint tag, T value)
        where TCodec : IWireCodec<T>
    {
        var field = this;
        field.WriteTag(tag);
        TCodec.Write(ref field, value);
        _position = field._position;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int EndLongLength(Span<byte> destination, int start, int reserved, int length)
    {
        var width = VarintWord.Width((uint)length);
        if (width != reserved)
        {
            destination.Slice(start, length).CopyTo(destination[(start - reserved + width)..]);
        }

        // Byte by byte: a whole word would pass over the body's beginning.
        return WriteGroups(destination, start - reserved, (uint)length) + length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WriteLongVarint(Span<byte> destination, int position, ulong value) =>
        value <= VarintWord.Max && destination.Length - position >= sizeof(ulong)
            ? position + VarintWord.Write(ref Unsafe.Add(ref MemoryMarshal.GetReference(destination), position), value)
            : WriteGroups(destination, position, value);

    private static int WriteGroups(Span<byte> destination, int position, ulong value)
    {
        while (value >= 0x80)
        {
            destination[position++] = (byte)(value | 0x80);
            value >>= 7;
        }

        destination[position] = (byte)value;
        return position + 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static InvalidOperationException TooDeep<T>() =>
        new(
            $"A {typeof(T)} lies more than {ProtoReader.MaxDepth} messages deep, and no reader would take it. Nest less; look for a cycle of objects."
        );
}

using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Waybill.Generated;

namespace Waybill;

/// <summary>
/// Reads Protobuf (proto3) from one span. Whatever the bytes, it throws nothing but <see cref="MessageFormatException"/>, and allocates nothing for
/// a length before that many bytes are there. A reader is a value: pass it by reference.
/// </summary>
/// <remarks>
/// No byte is read that is not between the position and the end: 0 &lt;= position &lt;= end &lt;= the source's length holds at all times, since the position
/// only moves to where bytes were seen to be, and a nested reader's end is checked against this one's; a position is taken back from Waybill's own codecs
/// alone. So the bytes are reached without a second check. What is called often is inlined, and what is not works on a copy and gives the position back: so a
/// reader that is a local variable stays in registers.
/// </remarks>
[SkipLocalsInit]
public ref partial struct ProtoReader
{
    /// <summary>How deep messages and groups may lie in each other; the outermost message is not counted.</summary>
    public const int MaxDepth = 64;

    /// <summary>
    /// How many keys of a map, or elements of a set, may share a bucket of their hash table. Text has no limit: its hash codes cannot be foreseen. So reading one
    /// costs at most as many comparisons.
    /// </summary>
    public const int MaxBucket = 1_000;

    // The outermost message's first byte; of an empty one, nothing.
    private readonly ref byte _source;
    private int _end;
    private int _position;
    private int _depth;

    // The field that is being read, for errors; 0 when none is.
    private uint _tag;

    /// <summary>A reader of one whole message.</summary>
    /// <param name="source">The message.</param>
    public ProtoReader(ReadOnlySpan<byte> source)
    {
        _source = ref MemoryMarshal.GetReference(source);
        _end = source.Length;
    }

    /// <summary>How many bytes of the outermost message were read.</summary>
    public readonly int Position => _position;

    internal readonly uint Tag => _tag;

    internal readonly bool IsAtEnd => _position == _end;

    /// <summary>Reads the next field's tag.</summary>
    /// <returns>False at the message's end.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadTag(out uint tag)
    {
        _tag = 0;
        var more = TryReadInnerTag(out tag);
        _tag = tag;
        return more;
    }

    /// <summary>Takes the tag if it comes next: fields mostly come in order, and then nothing is decoded or searched.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTag(uint tag)
    {
        if (!TryInnerTag(tag))
        {
            return false;
        }

        _tag = tag;
        return true;
    }

    /// <summary>Reads the current field's value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Read<TCodec, T>()
        where TCodec : IWireCodec<T>
    {
        // The codec has a reader of its own: were it not inlined, it would take the address of this one, which then had to live in memory.
        var field = this;
        var value = TCodec.Read(ref field);
        _position = field._position;
        return value;
    }

    /// <summary>Reads an unsigned base-128 varint.</summary>
    /// <exception cref="MessageFormatException">It ends early or has more than 64 bits.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadVarint()
    {
        if (_position < _end)
        {
            ulong first = At(_position);
            if (first < 0x80)
            {
                _position++;
                return first;
            }
        }

        _position = ReadLongVarint(ref _source, _position, _end, _tag, out var value);
        return value;
    }

    /// <summary>Reads four bytes, little-endian.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadFixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    /// <summary>Reads eight bytes, little-endian.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>Reads a length and that many bytes, which remain the source's own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> ReadBytes() => Take(ReadLength());

    /// <summary>Reads text.</summary>
    /// <exception cref="MessageFormatException">It is not valid UTF-8.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public string ReadText()
    {
        var start = _position;
        return Utf8Text.Read(ReadBytes()) ?? throw NoText(start, _tag);
    }

    /// <summary>Skips a field that the message does not know.</summary>
    /// <typeparam name="T">The message.</typeparam>
    /// <param name="tag">The field's tag.</param>
    /// <exception cref="MessageFormatException">
    /// The message knows the field, but with another wire type: skipping it would lose data without a word.
    /// </exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SkipUnknown<T>(uint tag)
        where T : IMessage<T> => _position = SkipUnknown<T>(this, tag);

    /// <summary>The error of a nested message that must be there and is not.</summary>
    /// <param name="field">The field's name.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public MessageFormatException Missing(string field) => Missing(field, _position);

    /// <summary>An error at a position of the source, by default the current one.</summary>
    /// <param name="problem">What is wrong, as a sentence without its full stop.</param>
    /// <param name="position">Where it is wrong.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly MessageFormatException Error(string problem, int? position = null) => Failure(problem, position ?? _position, _tag);

    /// <summary>Reads a tag without taking note of it: for the insides of values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryReadInnerTag(out uint tag)
    {
        if (_position >= _end)
        {
            tag = 0;
            return false;
        }

        // The fields 1 to 15 have tags of one byte.
        tag = At(_position);
        if (tag is >= 1 << 3 and < 0x80)
        {
            _position++;
        }
        else
        {
            _position = ReadLongTag(this, out var decoded);
            tag = decoded;
        }

        return true;
    }

    /// <summary>Takes the tag if it comes next, without taking note of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryInnerTag(uint tag)
    {
        var position = _position;
        if (tag < 0x80)
        {
            if (position < _end && At(position) == tag)
            {
                _position = position + 1;
                return true;
            }
        }
        else if (tag < 0x4000 && position + 1 < _end && At(position) == (byte)(tag | 0x80) && At(position + 1) == (byte)(tag >> 7))
        {
            _position = position + 2;
            return true;
        }

        return false;
    }

    /// <summary>A reader of a length-delimited value, whose end is this reader's position from now on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ProtoReader Enter()
    {
        var length = ReadLength();
        var start = _position;
        _position = start + length;
        var value = this;
        value._position = start;
        value._end = _position;
        return value;
    }

    /// <summary>Looks at all that is left as one word, its first byte lowest.</summary>
    /// <returns>False where it is more than a word, and where the outermost message's beginning is too near for one to be read that ends here.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly bool TryReadWord(out ulong word, out int length)
    {
        length = _end - _position;
        if (length is 0 or > sizeof(ulong) || _end < sizeof(ulong))
        {
            word = 0;
            return false;
        }

        word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref _source, _end - sizeof(ulong))) >> (8 * (sizeof(ulong) - length));
        return true;
    }

    /// <summary>Reads a varint of at most <paramref name="max"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong ReadUnsigned(ulong max)
    {
        var start = _position;
        var value = ReadVarint();
        return value <= max ? value : throw TooGreat(max, start, _tag);
    }

    /// <summary>Reads a sint32 between two bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int ReadZigZag(int min, int max)
    {
        var start = _position;
        var value = ZigZag.Decode((uint)ReadUnsigned(uint.MaxValue));
        return value >= min && value <= max ? value : throw NotBetween(min, max, start, _tag);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly byte At(int position) => Unsafe.Add(ref _source, position);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ReadLength()
    {
        var start = _position;
        var length = ReadVarint();
        return length <= (uint)(_end - _position) ? (int)length : throw PassesEnd(length, _end - _position, start, _tag);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _end - _position)
        {
            throw EndsEarly(length, _end - _position, _position, _tag);
        }

        var bytes = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref _source, _position), length);
        _position += length;
        return bytes;
    }

    private static int ReadLongTag(ProtoReader reader, out uint tag)
    {
        var start = reader._position;
        var value = reader.ReadVarint();
        tag = value <= uint.MaxValue && value >> 3 != 0 ? (uint)value : throw NoTag(start, reader._tag);
        return reader._position;
    }
}

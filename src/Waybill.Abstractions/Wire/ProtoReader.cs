using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using Waybill.Generated;

namespace Waybill;

/// <summary>
/// Reads Protobuf (proto3) from one span. Whatever the bytes, it throws nothing but <see cref="MessageFormatException"/>, and allocates nothing for
/// a length before that many bytes are there. A reader is a value: pass it by reference.
/// </summary>
/// <param name="source">One whole message.</param>
public ref partial struct ProtoReader(ReadOnlySpan<byte> source)
{
    /// <summary>How deep messages and groups may lie in each other; the outermost message is not counted.</summary>
    public const int MaxDepth = 64;

    /// <summary>
    /// How many keys of a map, or elements of a set, may share a bucket of their hash table. Text has no limit: its hash codes cannot be foreseen. So reading one
    /// costs at most as many comparisons.
    /// </summary>
    public const int MaxBucket = 1_000;

    private readonly ReadOnlySpan<byte> _source = source;
    private int _position;
    private int _end = source.Length;
    private int _depth;

    // The field that is being read, for errors; 0 when none is.
    private uint _tag;

    /// <summary>How many bytes of the outermost message were read.</summary>
    public readonly int Position => _position;

    /// <summary>Reads the next field's tag.</summary>
    /// <returns>False at the message's end.</returns>
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
        var position = _position;
        if (tag < 0x80)
        {
            if (position < _end && _source[position] == tag)
            {
                _position = position + 1;
                _tag = tag;
                return true;
            }
        }
        else if (
            tag < 0x4000
            && position + 1 < _end
            && _source[position] == (byte)(tag | 0x80)
            && _source[position + 1] == (byte)(tag >> 7)
        )
        {
            _position = position + 2;
            _tag = tag;
            return true;
        }

        return false;
    }

    /// <summary>Reads the current field's value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Read<TCodec, T>()
        where TCodec : IWireCodec<T> => TCodec.Read(ref this);

    /// <summary>Reads an unsigned base-128 varint.</summary>
    /// <exception cref="MessageFormatException">It ends early or has more than 64 bits.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadVarint()
    {
        var position = _position;
        if (position < _end && _source[position] < 0x80)
        {
            _position = position + 1;
            return _source[position];
        }

        return ReadLongVarint();
    }

    /// <summary>Reads four bytes, little-endian.</summary>
    public uint ReadFixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    /// <summary>Reads eight bytes, little-endian.</summary>
    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>Reads a length and that many bytes, which remain the source's own.</summary>
    public ReadOnlySpan<byte> ReadBytes() => Take(ReadLength());

    /// <summary>Reads text.</summary>
    /// <exception cref="MessageFormatException">It is not valid UTF-8.</exception>
    public string ReadText()
    {
        var start = _position;
        var utf8 = ReadBytes();
        if (!Utf8.IsValid(utf8))
        {
            throw Error("The text is not valid UTF-8", start);
        }

        return Encoding.UTF8.GetString(utf8);
    }

    /// <summary>Reads a nested message.</summary>
    public T ReadMessage<T>()
        where T : IMessage<T>
    {
        var scope = Enter();
        Deepen();
        T message;
        try
        {
            message = T.Read(ref this);
        }
        catch (MessageFormatException exception) when (Locate<T>(exception, scope))
        {
            throw;
        }
        catch (Exception exception) when (exception.IsRefusal())
        {
            throw Refused(T.Descriptor, exception, scope);
        }

        Leave(scope);
        _depth--;
        return message;
    }

    /// <summary>Reads a whole message; errors carry the full path of the field.</summary>
    /// <exception cref="MessageFormatException">The bytes are no such message; no other exception is thrown for any input.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> source)
        where T : IMessage<T>
    {
        var reader = new ProtoReader(source);
        try
        {
            return T.Read(ref reader);
        }
        catch (MessageFormatException exception) when (reader.LocateRoot<T>(exception))
        {
            throw;
        }
        catch (Exception exception) when (exception.IsRefusal())
        {
            throw reader.RefusedRoot<T>(exception);
        }
    }

    /// <summary>Skips a field that the message does not know.</summary>
    /// <typeparam name="T">The message.</typeparam>
    /// <param name="tag">The field's tag.</param>
    /// <exception cref="MessageFormatException">
    /// The message knows the field, but with another wire type: skipping it would lose data without a word.
    /// </exception>
    public void SkipUnknown<T>(uint tag)
        where T : IMessage<T> => SkipUnknown(T.Descriptor, tag);

    /// <summary>The error of a nested message that must be there and is not.</summary>
    /// <param name="field">The field's name.</param>
    public MessageFormatException Missing(string field)
    {
        _tag = 0;
        return new MessageFormatException("A nested message is missing that is not declared nullable", _position, field);
    }

    /// <summary>An error at a position of the source, by default the current one.</summary>
    /// <param name="problem">What is wrong, as a sentence without its full stop.</param>
    /// <param name="position">Where it is wrong.</param>
    public readonly MessageFormatException Error(string problem, int? position = null) => new(problem, position ?? _position, "");

    /// <summary>Reads a tag without taking note of it: for the insides of values.</summary>
    internal bool TryReadInnerTag(out uint tag)
    {
        if (_position == _end)
        {
            tag = 0;
            return false;
        }

        var start = _position;
        var value = ReadVarint();
        if (value > uint.MaxValue || value >> 3 == 0)
        {
            throw Error($"{value} is no field's tag", start);
        }

        tag = (uint)value;
        return true;
    }

    internal void Skip(uint tag)
    {
        switch (tag & 7)
        {
            case WireTags.Varint:
                ReadVarint();
                break;
            case WireTags.Fixed64:
                Take(sizeof(ulong));
                break;
            case WireTags.LengthDelimited:
                ReadBytes();
                break;
            case WireTags.StartGroup:
                SkipGroup(tag);
                break;
            case WireTags.Fixed32:
                Take(sizeof(uint));
                break;
            default:
                throw Error($"Field {tag >> 3} comes with wire type {tag & 7}, which may not come here");
        }
    }

    /// <summary>Narrows the reader to a length-delimited value.</summary>
    internal Scope Enter()
    {
        var length = ReadLength();
        var scope = new Scope(_end, _tag);
        _end = _position + length;
        return scope;
    }

    internal void Leave(Scope scope)
    {
        // A reader of one's own may stop early; what follows must not depend on it.
        _position = _end;
        _end = scope.End;
        _tag = scope.Tag;
    }

    /// <summary>Reads a varint of at most <paramref name="max"/>.</summary>
    internal ulong ReadUnsigned(ulong max)
    {
        var start = _position;
        var value = ReadVarint();
        return value <= max ? value : throw Error($"{value} is greater than {max}", start);
    }

    /// <summary>Reads a sint32 between two bounds.</summary>
    internal int ReadZigZag(int min, int max)
    {
        var start = _position;
        var value = ZigZag.Decode((uint)ReadUnsigned(uint.MaxValue));
        return value >= min && value <= max ? value : throw Error($"{value} is not between {min} and {max}", start);
    }

    private void SkipGroup(uint start)
    {
        Deepen();
        while (TryReadInnerTag(out var tag))
        {
            if ((tag & 7) != WireTags.EndGroup)
            {
                Skip(tag);
                continue;
            }

            if (tag >> 3 != start >> 3)
            {
                throw Error($"Group {start >> 3} ends as group {tag >> 3}");
            }

            _depth--;
            return;
        }

        throw Error($"Group {start >> 3} has no end");
    }

    private void Deepen()
    {
        if (++_depth > MaxDepth)
        {
            throw Error($"Messages or groups lie more than {MaxDepth} deep");
        }
    }

    private int ReadLength()
    {
        var start = _position;
        var length = ReadVarint();
        if (length > (uint)(_end - _position))
        {
            throw Error($"The length {length} passes the end, {_end - _position} bytes on", start);
        }

        return (int)length;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _end - _position)
        {
            throw Error($"{length} bytes should follow, and {_end - _position} do");
        }

        var bytes = _source.Slice(_position, length);
        _position += length;
        return bytes;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong ReadLongVarint()
    {
        var start = _position;
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position == _end)
            {
                throw Error("A varint ends early", start);
            }

            var next = _source[_position++];
            if (shift == 63 && next > 1)
            {
                break;
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Error("A varint has more than 64 bits", start);
    }

    // Both run as exception filters, innermost first, while the reader still stands where it failed.
    private bool Locate<T>(MessageFormatException exception, Scope scope)
        where T : IMessage<T> => Locate(T.Descriptor, exception, scope);

    private bool Locate(MessageDescriptor descriptor, MessageFormatException exception, Scope scope)
    {
        exception.Prepend(descriptor.FieldName((int)(_tag >> 3)));
        _tag = scope.Tag;
        return false;
    }

    private readonly bool LocateRoot<T>(MessageFormatException exception)
        where T : IMessage<T>
    {
        var descriptor = T.Descriptor;
        exception.Prepend(descriptor.FieldName((int)(_tag >> 3)));
        return exception.Prepend(descriptor.Name[(descriptor.Name.LastIndexOf('.') + 1)..]);
    }

    private MessageFormatException Refused(MessageDescriptor descriptor, Exception exception, Scope scope)
    {
        var refused = MessageRefusal.Create(descriptor.Name, exception, _position);
        Locate(descriptor, refused, scope);
        return refused;
    }

    private readonly MessageFormatException RefusedRoot<T>(Exception exception)
        where T : IMessage<T>
    {
        var refused = MessageRefusal.Create(T.Descriptor.Name, exception, _position);
        LocateRoot<T>(refused);
        return refused;
    }

    private void SkipUnknown(MessageDescriptor descriptor, uint tag)
    {
        if (descriptor.HasField((int)(tag >> 3)))
        {
            throw OtherWireType(tag);
        }

        _tag = 0;
        Skip(tag);
    }

    private readonly MessageFormatException OtherWireType(uint tag) =>
        Error($"Field {tag >> 3} comes with wire type {tag & 7}, which is not the declared one");

    /// <summary>What to go back to after a nested value.</summary>
    internal readonly record struct Scope(int End, uint Tag);
}

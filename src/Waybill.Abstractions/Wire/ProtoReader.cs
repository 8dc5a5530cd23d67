namespace Waybill;

/// <summary>
/// Reads Protobuf (proto3) from one span. Whatever the bytes, it throws nothing but <see cref="MessageFormatException"/>. A reader is a value: pass it by
/// reference.
/// </summary>
/// <param name="source">One whole message.</param>
public ref struct ProtoReader(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> _source = source;
    private int _position;

    /// <summary>How many bytes were read.</summary>
    public readonly int Position => _position;

    /// <summary>Reads an unsigned base-128 varint.</summary>
    /// <exception cref="MessageFormatException">It ends early or has more than 64 bits.</exception>
    public ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position == _source.Length)
            {
                throw new MessageFormatException("A varint ends early", _position, "");
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

        throw new MessageFormatException("A varint has more than 64 bits", _position, "");
    }
}

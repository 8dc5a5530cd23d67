namespace Waybill;

/// <summary>
/// Writes Protobuf (proto3) into one span whose size the message's bound guarantees. Used by generated code and by serializers of one's own. A writer
/// is a value: pass it by reference.
/// </summary>
/// <param name="destination">At least as many bytes as the message's size bound.</param>
public ref struct ProtoWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;
    private int _position;

    /// <summary>How many bytes were written.</summary>
    public readonly int Position => _position;

    /// <summary>Writes an unsigned base-128 varint: one to ten bytes.</summary>
    public void WriteVarint(ulong value)
    {
        while (value >= 0x80)
        {
            _destination[_position++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _destination[_position++] = (byte)value;
    }
}

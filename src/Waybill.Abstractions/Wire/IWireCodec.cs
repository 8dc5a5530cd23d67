using System.ComponentModel;

namespace Waybill.Generated;

/// <summary>
/// How one C# type lies on the wire, without its tag. Codecs are empty structs, so that the JIT makes of each generic use what a person would have
/// written for that type. Only Waybill itself can add one, since reading is internal: a reader believes its codecs where its position is.
/// </summary>
/// <typeparam name="T">The C# type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWireCodec<T>
{
    /// <summary>The Protobuf wire type: 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes.</summary>
    static abstract uint WireType { get; }

    /// <summary>Whether repeated fields are packed: proto3 packs everything that is not length-delimited.</summary>
    static virtual bool IsPackable => true;

    /// <summary>Whether a value's bytes lie on the wire as they lie in memory, so that a packed run is copied.</summary>
    static virtual bool IsCopied => false;

    /// <summary>Whether <see cref="TryFromVarint"/> makes values.</summary>
    static virtual bool IsNumber => false;

    /// <summary>What an absent key or value of a map entry reads as.</summary>
    static virtual T Absent => default!;

    /// <summary>Whether the value is the one that an absent field reads as, so that it need not be written.</summary>
    static abstract bool IsDefault(T value);

    /// <summary>An upper bound of what <see cref="Write"/> writes, in bytes; for what is packable the same for all values.</summary>
    /// <param name="value">The value.</param>
    /// <param name="depth">In how many messages it lies: what is nested too deep is an exception, not the end of the stack.</param>
    static abstract int GetSizeBound(T value, int depth);

    /// <summary>Writes the value.</summary>
    static abstract void Write(ref ProtoWriter writer, T value);

    /// <summary>Reads a value.</summary>
    /// <exception cref="MessageFormatException">The bytes are no such value.</exception>
    internal static abstract T Read(ref ProtoReader reader);

    /// <summary>Makes a value of a varint that was read.</summary>
    /// <returns>False where the varint is no such value, and always where <see cref="IsNumber"/> is false.</returns>
    static virtual bool TryFromVarint(ulong varint, out T value)
    {
        value = default!;
        return false;
    }
}

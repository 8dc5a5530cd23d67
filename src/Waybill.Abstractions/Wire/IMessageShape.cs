using System.ComponentModel;
using Waybill.Generated.Json;

namespace Waybill.Generated;

/// <summary>Reads and writes a type that is nested in messages and has no serializer of its own: a case of a union, or a type of somebody else's.</summary>
/// <typeparam name="T">The type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IMessageShape<T>
{
    /// <summary>What is known of the type.</summary>
    static abstract MessageDescriptor Descriptor { get; }

    /// <summary>An upper bound, in bytes, of what <see cref="Write"/> writes.</summary>
    /// <param name="message">The message.</param>
    /// <param name="depth">In how many messages it lies.</param>
    static abstract int GetSizeBound(T message, int depth);

    /// <summary>Writes the fields.</summary>
    static abstract void Write(ref ProtoWriter writer, T message);

    /// <summary>Reads all fields up to the reader's end.</summary>
    /// <exception cref="MessageFormatException">The bytes are no such message.</exception>
    static abstract T Read(ref ProtoReader reader);

    /// <summary>The type's JSON; null where nobody asked for it, where the type cannot be said in it, and for a case of a union, which the union's own JSON writes.</summary>
    static virtual JsonShapeSerializer<T>? Json => null;
}

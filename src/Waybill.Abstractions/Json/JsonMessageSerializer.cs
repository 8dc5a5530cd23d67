using Waybill.Generated.Json;

namespace Waybill;

/// <summary>A message type's JSON, whatever the type. Written by the generator; immutable and thread-safe.</summary>
public abstract class JsonMessageSerializer : JsonForm
{
    /// <summary>Writes a message, which must be of the type.</summary>
    /// <exception cref="ArgumentException">
    /// JSON cannot say a value: half a surrogate pair, NaN or infinity; or an object is of a type derived from one that <see cref="MessageForAttribute"/> names.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// Objects lie more than <see cref="JsonMessageWriter.MaxDepth"/> deep, a nested message is null that is not declared nullable, or its type has no JSON.
    /// </exception>
    public abstract void Write(ref JsonMessageWriter writer, IMessage message);
}

using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary>The JSON of a type of somebody else's. Written by the generator; immutable and thread-safe.</summary>
/// <typeparam name="T">The type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JsonShapeSerializer<T> : JsonForm
{
    /// <inheritdoc cref="JsonMessageSerializer{T}.Write(ref JsonMessageWriter, T)" />
    public abstract void Write(ref JsonMessageWriter writer, T message);

    /// <summary>Reads one object of the type: the JSON object that comes next.</summary>
    /// <inheritdoc cref="JsonMessageSerializer{T}.Read" path="/exception" />
    public abstract T Read(ref JsonMessageReader reader);
}

namespace Waybill;

/// <summary>A message type's JSON. Written by the generator; immutable and thread-safe.</summary>
/// <typeparam name="T">The message type.</typeparam>
public abstract class JsonMessageSerializer<T> : JsonMessageSerializer
    where T : IMessage<T>
{
    /// <summary>Writes a message as one JSON object.</summary>
    /// <inheritdoc cref="JsonMessageSerializer.Write(ref JsonMessageWriter, IMessage)" path="/exception" />
    public abstract void Write(ref JsonMessageWriter writer, T message);

    /// <summary>Reads one message: the JSON object that comes next.</summary>
    /// <exception cref="MessageFormatException">
    /// The bytes are no such message. No other exception is thrown but by the type's own constructor and setters, and those
    /// <see cref="JsonMessageReader.Decode"/> turns into this one.
    /// </exception>
    public abstract T Read(ref JsonMessageReader reader);

    /// <inheritdoc />
    public sealed override void Write(ref JsonMessageWriter writer, IMessage message) => Write(ref writer, (T)message);
}

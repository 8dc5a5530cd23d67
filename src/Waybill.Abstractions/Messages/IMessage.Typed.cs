namespace Waybill;

/// <summary>
/// A message type with its own serializer and routing key, all static: publishing needs no registry and no lookup, and publishing
/// something that is no message does not compile.
/// </summary>
/// <typeparam name="TSelf">The message type itself.</typeparam>
public interface IMessage<TSelf> : IMessage
    where TSelf : IMessage<TSelf>
{
    /// <summary>What is known of the message's type.</summary>
    static abstract MessageDescriptor Descriptor { get; }

    /// <summary>An upper bound, in bytes, of what <see cref="Write"/> writes for this message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="depth">In how many messages it lies.</param>
    /// <exception cref="InvalidOperationException">Messages are nested deeper than <see cref="ProtoReader.MaxDepth"/>, as in a cycle of objects.</exception>
    static abstract int GetSizeBound(TSelf message, int depth = 0);

    /// <summary>Writes the message's Protobuf fields. The writer must have at least <see cref="GetSizeBound(TSelf, int)"/> bytes left.</summary>
    static abstract void Write(ref ProtoWriter writer, TSelf message);

    /// <summary>Reads one message: all fields up to the reader's end.</summary>
    /// <exception cref="MessageFormatException">
    /// The bytes are no such message. No other exception is thrown but by the type's own constructor and setters, and those <see cref="ProtoReader.Decode"/> turns
    /// into this one.
    /// </exception>
    static abstract TSelf Read(ref ProtoReader reader);

    /// <summary>The type's JSON; null where its assembly did not ask for it (<see cref="WaybillJsonAttribute"/>).</summary>
    static virtual JsonMessageSerializer<TSelf>? Json => null;

    /// <summary>Writes the routing key as UTF-8.</summary>
    /// <param name="message">The message whose properties fill the template.</param>
    /// <param name="destination">At least <see cref="RoutingKeyWriter.MaxBytes"/> bytes.</param>
    /// <returns>The key's length in bytes; 0 for a message without a key.</returns>
    /// <exception cref="RoutingKeyException">A value cannot be one word of a key, or the key is too long.</exception>
    static abstract int WriteRoutingKey(TSelf message, Span<byte> destination);

    MessageDescriptor IMessage.GetDescriptor() => TSelf.Descriptor;

    int IMessage.GetSizeBound() => TSelf.GetSizeBound((TSelf)this);

    void IMessage.WriteTo(ref ProtoWriter writer) => TSelf.Write(ref writer, (TSelf)this);

    JsonMessageSerializer? IMessage.GetJson() => TSelf.Json;

    int IMessage.WriteRoutingKey(Span<byte> destination) => TSelf.WriteRoutingKey((TSelf)this, destination);
}

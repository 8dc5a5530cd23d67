namespace Waybill;

/// <summary>
/// A message of any type: what a list that mixes messages holds. The generator implements it, together with
/// <see cref="IMessage{TSelf}"/>, on every type annotated with <see cref="MessageAttribute"/>; nobody writes it by hand.
/// </summary>
public interface IMessage
{
    /// <summary>What is known of the message's type.</summary>
    MessageDescriptor GetDescriptor();

    /// <summary>An upper bound, in bytes, of what <see cref="WriteTo"/> writes.</summary>
    int GetSizeBound();

    /// <summary>Writes the message's Protobuf fields. The writer must have at least <see cref="GetSizeBound"/> bytes left.</summary>
    void WriteTo(ref ProtoWriter writer);

    /// <summary>The type's JSON; null where its assembly did not ask for it (<see cref="WaybillJsonAttribute"/>).</summary>
    JsonMessageSerializer? GetJson();

    /// <summary>Writes the routing key as UTF-8.</summary>
    /// <param name="destination">At least <see cref="RoutingKeyWriter.MaxBytes"/> bytes.</param>
    /// <returns>The key's length in bytes; 0 for a message without a key.</returns>
    /// <exception cref="RoutingKeyException">A value cannot be one word of a key, or the key is too long.</exception>
    int WriteRoutingKey(Span<byte> destination);
}

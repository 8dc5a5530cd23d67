namespace Waybill.Runtime.Publishing;

/// <summary>A message that is about to be encoded. Structs implement it, so that typed and untyped messages share one path without a box or a virtual call.</summary>
internal interface IEncodable
{
    MessageDescriptor Descriptor { get; }

    int GetSizeBound();

    void Write(ref ProtoWriter writer);

    /// <exception cref="InvalidOperationException">The type has no JSON.</exception>
    void WriteJson(ref JsonMessageWriter writer);

    int WriteRoutingKey(Span<byte> destination);
}

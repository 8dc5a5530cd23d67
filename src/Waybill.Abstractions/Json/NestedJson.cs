using System.ComponentModel;

namespace Waybill;

/// <summary>A message type that another one holds.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Serializer">Its JSON; null where its assembly generated none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct NestedJson(string Name, JsonMessageSerializer? Serializer)
{
    /// <summary>What is known of a type.</summary>
    public static NestedJson Of<T>()
        where T : IMessage<T> => new(T.Descriptor.Name, T.Json);
}

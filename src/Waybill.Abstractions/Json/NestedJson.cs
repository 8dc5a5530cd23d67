using System.ComponentModel;
using Waybill.Generated;
using Waybill.Generated.Json;

namespace Waybill;

/// <summary>A type that a message holds, and that is an object in JSON: another message, or a type of somebody else's.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Serializer">Its JSON; null where it has none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct NestedJson(string Name, JsonForm? Serializer)
{
    /// <summary>What is known of a message.</summary>
    public static NestedJson Of<T>()
        where T : IMessage<T> => new(T.Descriptor.Name, T.Json);

    /// <summary>What is known of a type of somebody else's.</summary>
    public static NestedJson Of<TShape, T>()
        where TShape : IMessageShape<T> => new(TShape.Descriptor.Name, TShape.Json);
}

namespace Waybill;

/// <summary>
/// Serializes a member, or a type wherever it is a member, by an <see cref="IWireConverter{T, TWire}"/>. On a member whose type is a collection or a map, the
/// converter may be for the whole or for its elements or values. A member's own attribute goes before its type's.
/// </summary>
/// <param name="converter">The converter: a class or struct that generated code of the assembly can reach.</param>
[AttributeUsage(
    AttributeTargets.Property
        | AttributeTargets.Field
        | AttributeTargets.Parameter
        | AttributeTargets.Class
        | AttributeTargets.Struct
        | AttributeTargets.Enum
        | AttributeTargets.Interface,
    Inherited = false
)]
public sealed class SerializeWithAttribute(Type converter) : Attribute
{
    /// <summary>The converter.</summary>
    public Type Converter { get; } = converter;
}

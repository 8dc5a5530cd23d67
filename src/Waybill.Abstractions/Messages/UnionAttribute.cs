namespace Waybill;

/// <summary>
/// Makes an abstract message the root of a closed hierarchy: what is published, carried and handled is the root, and each object is written and read as the case that
/// it really is. Cases are the sealed types nested in the root that derive from it, or those that are listed. On the wire the root is a message with a
/// <c>oneof</c>: each case a field, its number the case's <see cref="FieldAttribute"/> or its place in the order of declaration, and in it a message of all members of the
/// case. Nobody else may be able to derive from the root, so its constructors are private (with listed cases: private protected or internal).
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class UnionAttribute : Attribute
{
    /// <summary>A union of the sealed types nested in the root that derive from it, in the order of declaration.</summary>
    public UnionAttribute() => Cases = [];

    /// <summary>A union of these cases, in this order.</summary>
    /// <param name="cases">Sealed types that derive from the root.</param>
    public UnionAttribute(params Type[] cases) => Cases = cases;

    /// <summary>The cases; empty where they are the nested types.</summary>
    public IReadOnlyList<Type> Cases { get; }
}

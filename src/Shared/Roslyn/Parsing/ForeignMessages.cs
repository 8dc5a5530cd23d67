using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>The types that <c>[assembly: MessageFor]</c> names: messages that the assembly nests and does not own.</summary>
internal static class ForeignMessages
{
    /// <summary>The attribute's name.</summary>
    public const string Attribute = "MessageForAttribute";

    /// <summary>Whether the assembly names the type, and code can be generated for it.</summary>
    public static bool Contains(INamedTypeSymbol type, IAssemblySymbol from) =>
        from.FindAll(Attribute).Any(attribute => SymbolEqualityComparer.Default.Equals(TypeOf(attribute), type))
        && Problem(type, from) is null;

    /// <summary>The type that an attribute names; null where it names none.</summary>
    public static INamedTypeSymbol? TypeOf(AttributeData attribute) => attribute.Argument<INamedTypeSymbol>(0);

    /// <summary>Why no code can be generated, as the end of a sentence that begins with the type's name; null where it can.</summary>
    public static string? Problem(INamedTypeSymbol type, IAssemblySymbol from) =>
        type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsStatic || type.IsRefLikeType
            ? "is no class or struct whose objects have values."
        : type.IsUnboundGenericType || type.IsGenericType ? "is generic. Declare a message with what it holds, or use a converter."
        : MessageTypes.IsMessage(type) || UnionParser.RootOf(type) is not null ? "is a message already."
        : ValueParser.HasForm(type) ? "has a form on the wire already."
        : type.IsAbstract ? "is abstract, so that no reader could make an object. Name the types that are meant, or use a converter."
        : !from.CanReach(type) ? "cannot be reached by generated code."
        : null;

    /// <summary>The struct that reads and writes the type.</summary>
    public static string Shape(INamedTypeSymbol type) =>
        $"global::Waybill.Generated.{SymbolNames.Full(type).Replace("_", "_0").Replace('.', '_')}_Shape";

    /// <summary>The types that code can be generated for, each once.</summary>
    public static IEnumerable<INamedTypeSymbol> Types(IAssemblySymbol from) =>
        from.FindAll(Attribute)
            .Select(TypeOf)
            .OfType<INamedTypeSymbol>()
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
            .Where(type => Problem(type, from) is null);

    /// <summary>The models, each type once.</summary>
    public static IEnumerable<DeclaredMessage> Parse(IAssemblySymbol from) => Types(from).Select(type => Parse(type, from));

    /// <summary>The model of one type.</summary>
    public static DeclaredMessage Parse(INamedTypeSymbol type, IAssemblySymbol from)
    {
        var model = ShapeParser.Parse(type, Vantage.Outside(from), SymbolNames.Full(type), Shape(type)) with
        {
            IsOpen = type is { IsSealed: false, TypeKind: TypeKind.Class },
        };

        // A reference assembly has its members in another order than the assembly that it stands for, and an IDE may have the source of either: only the names are the same.
        return new(
            SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, from)
                ? model
                : model with
                {
                    Fields = model.Fields.OrderBy(field => field.Name, StringComparer.Ordinal).ToEquatableArray(),
                }
        );
    }
}

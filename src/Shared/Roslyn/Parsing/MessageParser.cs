using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Makes a <see cref="DeclaredMessage"/> of a type annotated with <c>[Message]</c>.</summary>
internal static class MessageParser
{
    /// <summary>
    /// Whether anything can be generated for the type. Where not, an analyzer says why; where it can, the interface is emitted whatever else is wrong, so
    /// that one mistake does not show at every publish.
    /// </summary>
    public static bool CanEmit(INamedTypeSymbol type) =>
        type is { IsStatic: false, IsRefLikeType: false, TypeKind: TypeKind.Class or TypeKind.Struct } && TypeShell.CanExtend(type);

    /// <summary>The model, or null when nothing can be generated.</summary>
    public static DeclaredMessage? Parse(INamedTypeSymbol type, AttributeData attribute, CancellationToken cancellationToken)
    {
        if (!CanEmit(type))
        {
            return null;
        }

        var name = WireName(type, attribute);
        var candidates = MemberParser.Candidates(type);
        var routingKey = attribute.Argument<string>(1) ?? "";
        var named = new MarkedSymbols();
        var key = RoutingKeyParser.Parse(type, candidates, routingKey, named);
        var model = UnionParser.IsRoot(type)
            ? UnionModels.Parse(type, name, named, cancellationToken)
            : ShapeParser.Parse(type, Vantage.Inside(type), candidates, name, shape: null, named);
        cancellationToken.ThrowIfCancellationRequested();
        return new DeclaredMessage(
            model with
            {
                Exchange = attribute.Argument<string>(0),
                RoutingKey = routingKey,
                Durability = Asked(attribute),
                Mandatory = attribute.Named("Mandatory", false),
                Key = key,
                Ephemeral = type.Find("EphemeralAttribute")?.Argument<string>(0),
                Unknown = Unknown(type),
                DerivesFromMessage = DerivesFromMessage(type),
            }
        );
    }

    /// <summary>The type's identity on the wire.</summary>
    public static string WireName(INamedTypeSymbol type) => WireName(type, type.Find("MessageAttribute"));

    private static string WireName(INamedTypeSymbol type, AttributeData? attribute) =>
        attribute?.Named<string?>("Name", null) is { Length: > 0 } name ? name : SymbolNames.Full(type);

    private static Durability? Asked(AttributeData attribute) =>
        attribute.Named<object?>("Durability", null) is int level && Enum.IsDefined(typeof(Durability), level) ? (Durability)level : null;

    private static UnknownFieldsKind Unknown(INamedTypeSymbol type) =>
        type.Find("PreserveUnknownFieldsAttribute") is null ? UnknownFieldsKind.Skipped
        : type.IsValueType && !type.GetAttributes().Any(IsLayout) ? UnknownFieldsKind.KeptInStruct
        : UnknownFieldsKind.Kept;

    private static bool IsLayout(AttributeData attribute) =>
        attribute.AttributeClass?.IsNamed("System.Runtime.InteropServices", "StructLayoutAttribute") == true;

    private static bool DerivesFromMessage(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (MessageTypes.IsMessage(current))
            {
                return true;
            }
        }

        return false;
    }
}

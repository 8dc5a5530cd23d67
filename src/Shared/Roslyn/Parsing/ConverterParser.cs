using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>A converter for one type: what it writes the type as, or what is wrong with it.</summary>
/// <param name="Converter">The converter.</param>
/// <param name="Type">The type that it converts.</param>
/// <param name="Wire">The type on the wire; null where the converter gives none.</param>
/// <param name="Problem">What is wrong, as the end of a sentence that begins with the member; null when nothing is, or the compiler says it.</param>
/// <param name="From">The assembly that code is generated in.</param>
internal sealed record ConverterUse(ITypeSymbol Converter, ITypeSymbol Type, ITypeSymbol? Wire, string? Problem, IAssemblySymbol From)
{
    /// <summary>The expression that makes of a value what is written.</summary>
    public string ToWire(string value) =>
        $"global::Waybill.Generated.Converted.ToWire<{SymbolNames.Global(Converter)}, {SymbolNames.Global(Type)}, {SymbolNames.Global(Wire!)}>({value})";
}

/// <summary>Reads <c>[SerializeWith]</c>.</summary>
internal static class ConverterParser
{
    /// <summary>The converter that a type names for itself wherever it is a member; null for none.</summary>
    public static ConverterUse? OfType(ITypeSymbol type, IAssemblySymbol from) =>
        type is INamedTypeSymbol { SpecialType: SpecialType.None } && Named(type) is { } converter ? Use(converter, type, from) : null;

    /// <summary>The converter that a member names, for its type or for the elements of it; null for none.</summary>
    /// <param name="member">The member.</param>
    /// <param name="type">The member's type, without nullability.</param>
    /// <param name="element">The elements of the collection that it is; null for none.</param>
    public static ConverterUse? OfMember(MessageMember member, ITypeSymbol type, ITypeSymbol? element) =>
        NamedBy(member) is not { } converter ? null
        : element is not null && !Contracts(converter, type).Any() ? Use(converter, element, member.From)
        : Use(converter, type, member.From);

    /// <summary>The converter of a property that is a key, by its own or its type's attribute; null for none.</summary>
    public static ConverterUse? OfKey(ISymbol property, IAssemblySymbol from)
    {
        var type = MemberParser.TypeOf(property).WithoutNullable();
        return (Named(property) ?? Parameters(property).Select(Named).FirstOrDefault(named => named is not null)) is { } converter
            ? Use(converter, type, from)
            : OfType(type, from);
    }

    /// <summary>The parameters that a positional record's property may be made of.</summary>
    private static IEnumerable<IParameterSymbol> Parameters(ISymbol property) =>
        property
            .ContainingType.InstanceConstructors.SelectMany(constructor => constructor.Parameters)
            .Where(parameter => parameter.Name == property.Name);

    /// <summary>The converter's type that a member or its parameter names; null for none.</summary>
    public static ITypeSymbol? NamedBy(MessageMember member) =>
        Named(member.Symbol) ?? (member.Parameter is { } parameter ? Named(parameter) : null);

    private static ITypeSymbol? Named(ISymbol symbol) => symbol.Find("SerializeWithAttribute")?.Argument<ITypeSymbol>(0);

    private static ConverterUse Use(ITypeSymbol converter, ITypeSymbol type, IAssemblySymbol from)
    {
        var contracts = Contracts(converter, type).ToList();
        var wire = contracts.Count == 1 ? contracts[0].TypeArguments[1] : null;
        return new ConverterUse(converter, type, wire, Problem(converter, type, contracts, from), from);
    }

    private static string? Problem(ITypeSymbol converter, ITypeSymbol type, List<INamedTypeSymbol> contracts, IAssemblySymbol from)
    {
        var name = Shown(converter);
        var asked = $"IWireConverter<{Shown(type)}, …>";
        return converter switch
        {
            { TypeKind: TypeKind.Error } => null,
            INamedTypeSymbol { IsUnboundGenericType: true } =>
                $"is serialized with '{name}', which is open. Name it with its type arguments.",
            { TypeKind: not (TypeKind.Class or TypeKind.Struct) } or { IsStatic: true } =>
                $"is serialized with '{name}', which is no class or struct that could implement {asked}. Name one.",
            _ when !from.CanName(converter) =>
                $"is serialized with '{name}', which generated code cannot reach. Make it internal or public, and all that it is nested in.",
            _ when contracts.Count == 0 && Converts(converter) is { Length: > 0 } others =>
                $"is serialized with '{name}', which converts {others} and not '{Shown(type)}'. Implement {asked}, or name another converter.",
            _ when contracts.Count == 0 => $"is serialized with '{name}', which is no converter. Implement {asked}.",
            _ when contracts.Count > 1 =>
                $"is serialized with '{name}', which converts '{Shown(type)}' to several types. Leave one of them, so that its form on the wire is certain.",
            _ => null,
        };
    }

    private static string Converts(ITypeSymbol converter) =>
        string.Join(", ", All(converter).Select(contract => $"'{Shown(contract.TypeArguments[0])}'").Distinct());

    private static IEnumerable<INamedTypeSymbol> Contracts(ITypeSymbol converter, ITypeSymbol type) =>
        All(converter).Where(contract => SymbolEqualityComparer.Default.Equals(contract.TypeArguments[0], type));

    private static IEnumerable<INamedTypeSymbol> All(ITypeSymbol converter) =>
        converter.AllInterfaces.Where(contract => contract.IsNamed("Waybill", "IWireConverter`2"));

    private static string Shown(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}

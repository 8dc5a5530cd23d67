using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Finds the property that <c>[Idempotent(Key = …)]</c> names.</summary>
internal static class KeyParser
{
    /// <param name="idempotent">The attribute; null for none.</param>
    /// <param name="message">The message.</param>
    /// <param name="from">The assembly that code is generated in.</param>
    /// <param name="named">Takes what the code names.</param>
    public static KeyModel? Parse(AttributeData? idempotent, ITypeSymbol message, IAssemblySymbol from, MarkedSymbols named)
    {
        if (idempotent?.Named<string?>("Key", null) is not { } name)
        {
            return null;
        }

        if (FindProperty(message, name, from) is not { Type: var type } property)
        {
            return new KeyModel(
                name,
                null,
                IsNullable: false,
                null,
                $"{message.Name} has no property '{name}' that generated code can read"
            );
        }

        named.Add(property);
        var converter = ConverterParser.OfKey(property, from) is { Problem: null, Wire: not null } fit ? fit : null;
        var inner = converter?.Wire ?? type.WithoutNullable();
        var underlying = inner is INamedTypeSymbol { EnumUnderlyingType: { } integer } ? integer : null;
        var format = Format(underlying ?? inner);
        return new KeyModel(
            name,
            format,
            IsNullable: !ReferenceEquals(type.WithoutNullable(), type),
            underlying is null ? null : SymbolNames.Global(underlying),
            format is null
                ? $"{message.Name}.{name} is of type {type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}, which cannot be one"
                : null
        )
        {
            Converted = converter?.ToWire("value"),
        };
    }

    private static IPropertySymbol? FindProperty(ITypeSymbol? type, string name, IAssemblySymbol from)
    {
        for (; type is not null; type = type.BaseType)
        {
            var property = type.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault();
            if (property is { IsStatic: false, IsIndexer: false, GetMethod: { } getter } && from.CanUse(getter))
            {
                return property;
            }
        }

        return null;
    }

    private static KeyFormat? Format(ITypeSymbol type) =>
        type.SpecialType switch
        {
            SpecialType.System_String => KeyFormat.Text,
            SpecialType.System_Boolean or SpecialType.System_Char => KeyFormat.Plain,
            >= SpecialType.System_SByte and <= SpecialType.System_UInt64 => KeyFormat.Integer,
            SpecialType.System_Single or SpecialType.System_Double => KeyFormat.Floating,
            SpecialType.System_Decimal => KeyFormat.Decimal,
            SpecialType.System_DateTime => KeyFormat.Clock,
            _ when type.IsNamed("System", "Guid") || type.IsNamed("System", "TimeSpan") => KeyFormat.Plain,
            _ when type.IsNamed("System", "DateOnly") || type.IsNamed("System", "TimeOnly") => KeyFormat.RoundTrip,
            _ when type.IsNamed("System", "DateTimeOffset") => KeyFormat.Instant,
            _ => null,
        };
}

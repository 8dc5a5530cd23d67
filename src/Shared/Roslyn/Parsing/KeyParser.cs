using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Finds the property that <c>[Idempotent(Key = …)]</c> names.</summary>
internal static class KeyParser
{
    public static KeyModel? Parse(AttributeData? idempotent, ITypeSymbol message)
    {
        if (idempotent?.Named<string?>("Key", null) is not { } name)
        {
            return null;
        }

        if (FindProperty(message, name)?.Type is not { } type)
        {
            return new KeyModel(
                name,
                null,
                IsNullable: false,
                null,
                $"{message.Name} has no property '{name}' that generated code can read"
            );
        }

        var inner = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;
        var underlying = inner is INamedTypeSymbol { EnumUnderlyingType: { } integer } ? integer : null;
        var format = Format(underlying ?? inner);
        return new KeyModel(
            name,
            format,
            IsNullable: !ReferenceEquals(inner, type),
            underlying is null ? null : SymbolNames.Global(underlying),
            format is null
                ? $"{message.Name}.{name} is of type {type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}, which cannot be one"
                : null
        );
    }

    private static IPropertySymbol? FindProperty(ITypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            var property = type.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault();
            if (
                property is
                { IsStatic: false, IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public or Accessibility.Internal }
            )
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
            SpecialType.System_DateTime => KeyFormat.RoundTrip,
            >= SpecialType.System_SByte and <= SpecialType.System_Double => KeyFormat.Number,
            _ when type.IsNamed("System", "Guid") || type.IsNamed("System", "TimeSpan") => KeyFormat.Plain,
            _ when type.IsNamed("System", "DateTimeOffset") || type.IsNamed("System", "DateOnly") || type.IsNamed("System", "TimeOnly") =>
                KeyFormat.RoundTrip,
            _ => null,
        };
}

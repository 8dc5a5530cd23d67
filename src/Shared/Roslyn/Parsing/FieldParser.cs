using Microsoft.CodeAnalysis;
using Waybill.Wire;

namespace Waybill.Roslyn.Parsing;

/// <summary>Finds the shape of one field: alone or a collection, nullable or not.</summary>
internal static class FieldParser
{
    public static FieldModel Parse(MessageMember member, INamedTypeSymbol type, LocalNames locals)
    {
        var (valueType, isNullable) = Unwrap(member.Type);
        var (collection, elementType, keyType) = CollectionParser.Parse(valueType);
        var converter = ConverterParser.OfMember(member, valueType, elementType);
        if (converter is not null && ReferenceEquals(converter.Type, valueType))
        {
            (collection, elementType, keyType) = (CollectionKind.None, null, null);
        }

        var value =
            converter is not null ? ValueParser.Parse(converter)
            : collection == CollectionKind.None ? ValueParser.Parse(valueType, member.From)
            : Element(elementType!, member.From);
        var key = keyType is null ? null : Element(keyType, member.From);
        if (keyType is not null && (key is null || !ValueParser.CanBeKey(key)))
        {
            value = key = null;
        }

        if (value is not null && !Fits(value, collection))
        {
            value = null;
        }

        // Without nullable annotations a reference may be null; text and bytes read as empty all the same, as proto3 has them.
        if (
            member.Type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.None }
            && value?.Kind is ValueKind.Message or ValueKind.Converted
        )
        {
            isNullable = true;
        }

        var @default = collection == CollectionKind.None && value is not null ? Default(member, value, isNullable) : null;
        return new FieldModel(
            Pinned(member),
            member.Symbol.Name,
            SymbolNames.Escape(member.Symbol.Name),
            locals.For(member.Symbol.Name),
            value,
            key,
            collection,
            isNullable,
            @default?.Code
        )
        {
            DefaultText = @default?.Text,
            IsSensitive = SensitiveMembers.Contains(member.Symbol, type),
        };
    }

    /// <summary>
    /// A message that is not there may be what its parameter says, which is nothing. Null is what an absent nullable member reads as, whatever it begins with: otherwise a null
    /// that was written would come back as something else.
    /// </summary>
    private static (string Code, string? Text)? Default(MessageMember member, ValueModel value, bool isNullable) =>
        value.Kind == ValueKind.Message ? (member.Parameter?.HasExplicitDefaultValue == true ? ("default!", null) : null)
        : isNullable ? null
        : DefaultValues.Of(member) is { } constant ? (constant.Code, constant.Text)
        : null;

    /// <summary>What <c>[Field]</c> says on the member, or on the parameter of a positional record that the member is made of.</summary>
    private static int? Pinned(MessageMember member) =>
        Number(member.Symbol) ?? (member.Parameter is { } parameter ? Number(parameter) : null);

    /// <summary>What <c>[Field]</c> says on the symbol itself.</summary>
    public static int? Number(ISymbol symbol) =>
        symbol.Find("FieldAttribute") is { ConstructorArguments: [{ Kind: TypedConstantKind.Primitive, Value: int number }] }
            ? number
            : null;

    private static bool Fits(ValueModel value, CollectionKind collection) =>
        collection switch
        {
            CollectionKind.HashSet or CollectionKind.ImmutableHashSet => ValueParser.CanBeInSet(value),
            CollectionKind.Memory or CollectionKind.ReadOnlyMemory => value.WireType != WireType.LengthDelimited,
            _ => true,
        };

    /// <summary>An element or key: null has no place on the wire there.</summary>
    private static ValueModel? Element(ITypeSymbol type, IAssemblySymbol from)
    {
        var (inner, isNullable) = Unwrap(type);
        return isNullable ? null : ValueParser.Parse(inner, from);
    }

    private static (ITypeSymbol Type, bool IsNullable) Unwrap(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? (nullable.TypeArguments[0], true)
            : (type, type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated });
}

using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn;

/// <summary>Looks into <c>Nullable&lt;T&gt;</c>.</summary>
internal static class NullableValues
{
    /// <summary>The value type of a nullable one; any other type itself.</summary>
    public static ITypeSymbol WithoutNullable(this ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;
}

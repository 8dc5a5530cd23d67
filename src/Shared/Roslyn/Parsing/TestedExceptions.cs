using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Which types of <c>[Retry(On = …, Never = …)]</c> generated code can test an exception for.</summary>
internal static class TestedExceptions
{
    public static bool CanTest(ITypeSymbol type, IAssemblySymbol from) => IsException(type) && from.CanName(type);

    /// <summary>The type, or the first of its bases that can be tested for: too much that is not tried again is safe, too little is not.</summary>
    public static ITypeSymbol? NearestTested(ITypeSymbol type, IAssemblySymbol from)
    {
        var current = IsException(type) ? type : null;
        while (current is not null && !CanTest(current, from))
        {
            current = BaseOf(current);
        }

        return current;
    }

    /// <summary>Which types of an argument cannot be tested for, a sentence each; null when all can. Of one that does not exist the compiler speaks.</summary>
    public static string? Problem(AttributeData retry, string argument, IAssemblySymbol from)
    {
        var sentences = retry
            .NamedArray<ITypeSymbol>(argument)
            .Where(type => type.TypeKind != TypeKind.Error && !CanTest(type, from))
            .Select(type =>
                $"[Retry({argument} = …)] names {type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}, {Flaw(type)}"
            )
            .ToList();
        return sentences.Count == 0 ? null : string.Join(" ", sentences);
    }

    private static string Flaw(ITypeSymbol type) =>
        !IsException(type) ? "which is no exception: nothing throws it. Name a type that derives from Exception, or an interface."
        : type is INamedTypeSymbol { IsUnboundGenericType: true }
            ? "which is an open generic type, and no exception is of one. Name it with its type arguments."
        : "which generated code cannot reach. Make it and the types around it internal or public.";

    private static bool IsException(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = BaseOf(current))
        {
            if (current.IsNamed("System", "Exception"))
            {
                return true;
            }
        }

        return type.TypeKind == TypeKind.Interface;
    }

    /// <summary>An open generic type as typeof has it knows no base; its definition does.</summary>
    private static INamedTypeSymbol? BaseOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsUnboundGenericType: true } ? type.OriginalDefinition.BaseType : type.BaseType;
}

using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn;

/// <summary>Where a partial type lies: what generated code must repeat to add members to it.</summary>
/// <param name="Namespace">The namespace as C# writes it; empty for the global one.</param>
/// <param name="Declarations">The declarations from the outermost type in, such as <c>partial record struct Line</c>.</param>
/// <param name="FullName">The full name by dots, such as <c>Shop.Outer.Line</c>.</param>
/// <param name="GlobalName">The name with <c>global::</c>, as generated code elsewhere writes it.</param>
internal sealed record TypeShell(string Namespace, EquatableArray<string> Declarations, string FullName, string GlobalName)
{
    /// <summary>Whether a second part of the type can be generated: every type from it outwards is partial, none is generic or file-local.</summary>
    public static bool CanExtend(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsGenericType || current.IsFileLocal || !IsPartial(current))
            {
                return false;
            }
        }

        return true;
    }

    public static TypeShell Create(INamedTypeSymbol type)
    {
        var declarations = new List<string>();
        for (var current = type; current is not null; current = current.ContainingType)
        {
            declarations.Insert(0, $"partial {Kind(current)} {SymbolNames.Escape(current.Name)}");
        }

        return new TypeShell(
            SymbolNames.Namespace(type.ContainingNamespace),
            declarations.ToEquatableArray(),
            SymbolNames.Full(type),
            SymbolNames.Global(type)
        );
    }

    /// <summary>Opens the namespace and every type.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="innermostSuffix">What follows the innermost type's name.</param>
    /// <param name="innermostAttribute">An attribute of the innermost type; null for none.</param>
    /// <returns>How many blocks to close, the innermost included.</returns>
    public int Open(SourceWriter writer, string innermostSuffix, string? innermostAttribute = null)
    {
        if (Namespace.Length != 0)
        {
            writer.Line($"namespace {Namespace};");
            writer.Line();
        }

        for (var i = 0; i < Declarations.Count; i++)
        {
            var isInnermost = i == Declarations.Count - 1;
            if (isInnermost && innermostAttribute is not null)
            {
                writer.Line(innermostAttribute);
            }

            writer.Open(isInnermost ? Declarations[i] + innermostSuffix : Declarations[i]);
        }

        return Declarations.Count;
    }

    /// <summary>Whether any part of the type says partial.</summary>
    public static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax declaration
            && declaration.Modifiers.Any(modifier => modifier.RawKind == (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.PartialKeyword)
        );

    private static string Kind(INamedTypeSymbol type) =>
        (type.TypeKind, type.IsRecord) switch
        {
            (TypeKind.Struct, true) => "record struct",
            (TypeKind.Struct, false) => "struct",
            (TypeKind.Interface, _) => "interface",
            (_, true) => "record",
            _ => "class",
        };
}

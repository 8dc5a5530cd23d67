using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Contracts;

/// <summary>What is wrong with the hierarchy of a union.</summary>
internal static class UnionShape
{
    /// <summary>The end of a sentence that begins with the root's name; null when nothing is.</summary>
    public static string? Problem(INamedTypeSymbol root)
    {
        if (!UnionParser.IsRoot(root))
        {
            return "has [Union], and is no abstract class or record. Make it abstract, with the cases as sealed types in it";
        }

        var candidates = UnionParser.Candidates(root).ToList();
        if (candidates.Count == 0)
        {
            return "is a union without a case. Nest sealed types in it that derive from it, or list them in [Union]";
        }

        return candidates.Select(candidate => UnionParser.Problem(candidate, root)).FirstOrDefault(problem => problem is { Length: > 0 })
            ?? Alike(candidates)
            ?? Open(root);
    }

    private static string? Alike(List<INamedTypeSymbol> candidates) =>
        candidates.GroupBy(candidate => candidate.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } alike
            ? $"has two cases that are called '{alike.Key}', and a case is known by its name. Rename one"
            : null;

    /// <summary>What could derive from the root without being a case: an object of it could not be written.</summary>
    private static string? Open(INamedTypeSymbol root)
    {
        var listed = UnionParser.IsListed(root);
        var open = root
            .InstanceConstructors.Where(constructor => !IsCopy(constructor, root))
            .Any(constructor =>
                constructor.DeclaredAccessibility
                    is not (Accessibility.Private or Accessibility.ProtectedAndInternal or Accessibility.Internal)
                || (!listed && constructor.DeclaredAccessibility != Accessibility.Private)
            );
        return open
            ? $"is a union that others can derive from, and what they derive could not be written. Give it {(listed ? "private protected" : "private")} constructors only{OfParameters(root, listed)}"
            : null;
    }

    /// <summary>Why a type with parameters of its own cannot be closed as it stands, and what it can be instead, as the end of a sentence; nothing for one without.</summary>
    private static string OfParameters(INamedTypeSymbol root, bool listed)
    {
        var parameters = root
            .DeclaringSyntaxReferences.Select(part => part.GetSyntax())
            .OfType<TypeDeclarationSyntax>()
            .Select(declaration => declaration.ParameterList)
            .FirstOrDefault(list => list is not null);
        if (parameters is null)
        {
            return "";
        }

        var names = string.Join(" and ", parameters.Parameters.Select(parameter => parameter.Identifier.ValueText));
        return $": a {(root.IsRecord ? "record" : "class")}'s parameters are a constructor that others can call. "
            + (
                names.Length == 0
                    ? "Write"
                    : $"Declare {names} as {(parameters.Parameters.Count == 1 ? "a property" : "properties")}, and write"
            )
            + $" a {(listed ? "private protected" : "private")} constructor";
    }

    /// <summary>The one that the compiler gives every record for <c>with</c>.</summary>
    private static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol root) =>
        constructor is { IsImplicitlyDeclared: true, Parameters: [{ Type: var type }] }
        && SymbolEqualityComparer.Default.Equals(type, root);
}

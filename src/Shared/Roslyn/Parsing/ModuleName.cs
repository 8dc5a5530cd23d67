using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Waybill.Roslyn.Parsing;

/// <summary>A module type's name.</summary>
/// <param name="Namespace">The namespace; empty for the global one.</param>
/// <param name="Name">The type's name.</param>
internal sealed record ModuleName(string Namespace, string Name)
{
    public string FullName => Namespace.Length == 0 ? Name : $"{Namespace}.{Name}";

    /// <summary>The name that the assembly chose, where it is one and free; else its own without dots, and <c>Module</c>, in its root namespace.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="root">The name of <see cref="Root"/>; empty when a type has that name.</param>
    /// <param name="compilation">The assembly without what is generated.</param>
    public static ModuleName Of(AssemblyModel assembly, string root, Compilation compilation) =>
        Chosen(assembly.ModuleName, root) is { } chosen && chosen.Namesake(compilation) is null
            ? chosen
            : new ModuleName(root, string.Concat(Identifiers(assembly.Name)) + "Module");

    /// <summary>The name that <c>[assembly: WaybillModule]</c> chooses; null for none, and for what is no name.</summary>
    /// <param name="name">The attribute's argument.</param>
    /// <param name="root">The name of <see cref="Root"/>; empty when a type has that name.</param>
    public static ModuleName? Chosen(string? name, string root)
    {
        if (name?.Split('.') is not { } words || !words.All(SyntaxFacts.IsValidIdentifier))
        {
            return null;
        }

        return words.Length == 1
            ? new ModuleName(root, name)
            : new ModuleName(string.Join(".", words.Take(words.Length - 1)), words[words.Length - 1]);
    }

    /// <summary>The type of the assembly that has the name; null for none.</summary>
    public INamedTypeSymbol? Namesake(Compilation compilation) => compilation.Assembly.GetTypeByMetadataName(FullName);

    /// <summary>The root namespace: by default the assembly's name.</summary>
    public static string Root(string assembly, string? rootNamespace) =>
        string.Join(".", Identifiers(string.IsNullOrWhiteSpace(rootNamespace) ? assembly : rootNamespace!));

    /// <summary>Whether a type of the compilation has the namespace's name, or that of one around it: it cannot be a namespace then.</summary>
    public static bool IsType(Compilation compilation, string root)
    {
        var space = compilation.GlobalNamespace;
        foreach (var word in root.Split('.'))
        {
            if (space.GetTypeMembers(word, arity: 0).Any(type => IsSeen(type, compilation)))
            {
                return true;
            }

            if (space.GetMembers(word).OfType<INamespaceSymbol>().FirstOrDefault() is not { } next)
            {
                return false;
            }

            space = next;
        }

        return false;
    }

    private static bool IsSeen(INamedTypeSymbol type, Compilation compilation) =>
        type.DeclaredAccessibility == Accessibility.Public
        || SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);

    /// <summary>The name as C# writes it, with <c>@</c> where a word is a keyword.</summary>
    public static string Escape(string fullName) => string.Join(".", fullName.Split('.').Select(SymbolNames.Escape));

    private static string[] Identifiers(string name) => [.. name.Split('.').Where(word => word.Length > 0).Select(Identifier)];

    private static string Identifier(string word)
    {
        var letters = string.Concat(word.Select(letter => SyntaxFacts.IsIdentifierPartCharacter(letter) ? letter : '_'));
        return SyntaxFacts.IsIdentifierStartCharacter(letters[0]) ? letters : "_" + letters;
    }
}

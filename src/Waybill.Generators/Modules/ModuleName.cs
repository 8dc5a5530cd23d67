using Microsoft.CodeAnalysis.CSharp;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>A module type's name.</summary>
/// <param name="Namespace">The namespace; empty for the global one.</param>
/// <param name="Name">The type's name.</param>
internal sealed record ModuleName(string Namespace, string Name)
{
    public string FullName => Namespace.Length == 0 ? Name : $"{Namespace}.{Name}";

    /// <summary>The name that the assembly chose; else its own without dots, and <c>Module</c>, in its root namespace.</summary>
    public static ModuleName Of(AssemblyModel assembly, string? rootNamespace)
    {
        var root = Identifiers(string.IsNullOrWhiteSpace(rootNamespace) ? assembly.Name : rootNamespace!);
        if (assembly.ModuleName is { } chosen && chosen.Split('.') is var words && words.All(SyntaxFacts.IsValidIdentifier))
        {
            return words.Length == 1
                ? new ModuleName(string.Join(".", root), chosen)
                : new ModuleName(string.Join(".", words.Take(words.Length - 1)), words[words.Length - 1]);
        }

        return new ModuleName(string.Join(".", root), string.Concat(Identifiers(assembly.Name)) + "Module");
    }

    /// <summary>The name as C# writes it, with <c>@</c> where a word is a keyword.</summary>
    public static string Escape(string fullName) => string.Join(".", fullName.Split('.').Select(SymbolNames.Escape));

    private static string[] Identifiers(string name) => [.. name.Split('.').Where(word => word.Length > 0).Select(Identifier)];

    private static string Identifier(string word)
    {
        var letters = string.Concat(word.Select(letter => SyntaxFacts.IsIdentifierPartCharacter(letter) ? letter : '_'));
        return SyntaxFacts.IsIdentifierStartCharacter(letters[0]) ? letters : "_" + letters;
    }
}

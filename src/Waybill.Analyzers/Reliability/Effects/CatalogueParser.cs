using Microsoft.CodeAnalysis.CSharp;

namespace Waybill.Analyzers.Reliability.Effects;

/// <summary>
/// Reads a line of the catalogue: <c>effect|guard CATEGORY Full.Type.Member [when parameter=value,value]</c>. The built-in file and the user's are read by
/// the same code; docs/rules/effects.md describes the grammar.
/// </summary>
internal static class CatalogueParser
{
    private const int MaxLineLength = 1_000;

    private static readonly char[] s_blanks = [' ', '\t'];

    /// <summary>The entry; null for an empty line or a comment, and when there is a problem.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="problem">What is wrong with it, as the end of a sentence; null for nothing.</param>
    public static CatalogueEntry? Parse(string line, out string? problem)
    {
        problem = null;
        if (line.Length > MaxLineLength)
        {
            problem = $"is longer than {MaxLineLength} characters";
            return null;
        }

        var comment = line.IndexOf('#');
        var words = (comment < 0 ? line : line.Substring(0, comment)).Split(s_blanks, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return null;
        }

        if (words.Length is not (3 or 5))
        {
            problem = "is not of the form 'effect|guard CATEGORY Full.Type.Member [when parameter=value,value]'";
            return null;
        }

        if (ParseCategory(words[0], words[1], out problem) is not { } category)
        {
            return null;
        }

        var dot = words[2].LastIndexOf('.');
        var type = dot < 0 ? "" : words[2].Substring(0, dot);
        var member = words[2].Substring(dot + 1);
        var isPrefix = member.EndsWith("*", StringComparison.Ordinal);
        member = isPrefix ? member.Substring(0, member.Length - 1) : member;
        if (!IsFullName(type) || !((isPrefix && member.Length == 0) || SyntaxFacts.IsValidIdentifier(member)))
        {
            problem = $"names '{words[2]}', which is no member: write the type's full name, a dot, and a name, 'Begin*', '*' or 'new'";
            return null;
        }

        if (words.Length == 3)
        {
            return new(category, type, member, isPrefix, null, []);
        }

        var equals = words[4].IndexOf('=');
        var values = words[4].Substring(equals + 1).Split(',');
        if (words[3] != "when" || equals < 0 || !SyntaxFacts.IsValidIdentifier(words[4].Substring(0, equals)) || values.Contains(""))
        {
            problem = $"ends in '{words[3]} {words[4]}', which is no condition: write 'when parameter=value,value'";
            return null;
        }

        return new(category, type, member, isPrefix, words[4].Substring(0, equals), values);
    }

    private static Category? ParseCategory(string kind, string word, out string? problem)
    {
        var categories = kind switch
        {
            "effect" => Categories().Where(category => !IsGuard(category)),
            "guard" => Categories().Where(IsGuard),
            _ => [],
        };
        var names = categories.Select(category => category.ToString().ToLowerInvariant()).ToList();
        problem =
            names.Count == 0 ? $"begins with '{kind}': write 'effect' or 'guard'"
            : names.Contains(word) ? null
            : $"names '{word}', which is no {kind} category: write one of {string.Join(", ", names)}";
        return problem is null && Enum.TryParse<Category>(word, ignoreCase: true, out var parsed) ? parsed : null;
    }

    private static IEnumerable<Category> Categories() => Enum.GetValues(typeof(Category)).Cast<Category>();

    private static bool IsGuard(Category category) => category is Category.Check or Category.Key;

    private static bool IsFullName(string name) => name.Split('.').All(SyntaxFacts.IsValidIdentifier);
}

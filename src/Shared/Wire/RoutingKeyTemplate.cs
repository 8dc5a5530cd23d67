using System;
using System.Collections.Generic;
using System.Linq;

namespace Waybill.Wire;

/// <summary>One word of a routing-key template.</summary>
/// <param name="Text">The literal text, or the property's name.</param>
/// <param name="IsProperty">Whether a property's value fills the word.</param>
internal readonly record struct TemplateWord(string Text, bool IsProperty);

/// <summary>
/// A routing-key template such as <c>order.{Region}.created</c>. Grammar: words split by dots; a word is literal text without braces, or one property in
/// braces. The empty template has no word. <c>*</c> and <c>#</c> are for patterns, not for keys.
/// </summary>
internal sealed class RoutingKeyTemplate
{
    private RoutingKeyTemplate(string text, IReadOnlyList<TemplateWord> words, string? problem)
    {
        Text = text;
        Words = words;
        Problem = problem;
    }

    /// <summary>The template as it was written.</summary>
    public string Text { get; }

    /// <summary>The words; none when the template is empty or has a problem.</summary>
    public IReadOnlyList<TemplateWord> Words { get; }

    /// <summary>What is wrong, with the way out, as one sentence; null when the grammar holds.</summary>
    public string? Problem { get; }

    /// <summary>Whether every message of the type has the same key.</summary>
    public bool IsConstant => Words.All(word => !word.IsProperty);

    public static RoutingKeyTemplate Parse(string text)
    {
        if (text.Length == 0)
        {
            return new RoutingKeyTemplate(text, [], null);
        }

        var words = new List<TemplateWord>();
        foreach (var word in text.Split('.'))
        {
            if (ProblemOf(word) is { } problem)
            {
                return new RoutingKeyTemplate(text, [], $"The routing key '{text}' {problem}");
            }

            var isProperty = word[0] == '{';
            words.Add(new TemplateWord(isProperty ? word.Substring(1, word.Length - 2) : word, isProperty));
        }

        return new RoutingKeyTemplate(text, words, null);
    }

    /// <summary>The narrowest topic pattern that matches every key of the template: each property is <c>*</c>.</summary>
    public string ToPattern() => string.Join(".", Words.Select(word => word.IsProperty ? "*" : word.Text));

    private static string? ProblemOf(string word)
    {
        if (word.Length == 0)
        {
            return "has an empty word: write something between the dots.";
        }

        if (word is "*" or "#")
        {
            return $"has the word '{word}', which belongs in a binding's pattern: name a property in braces, or write a literal word.";
        }

        var inner = word[0] == '{' && word[word.Length - 1] == '}' ? word.Substring(1, word.Length - 2) : null;
        if ((inner ?? word).IndexOfAny(s_braces) >= 0)
        {
            return $"has the word '{word}': a property in braces must be the whole word.";
        }

        return inner?.Length == 0 ? "has an empty pair of braces: name a property in it." : null;
    }

    private static readonly char[] s_braces = ['{', '}'];
}

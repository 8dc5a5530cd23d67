using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Waybill.Roslyn;
using Waybill.Topologies;

namespace Waybill.Analyzers.Topology;

/// <summary>Finds the place in the source that a diagnostic is about.</summary>
internal static class AttributePlace
{
    /// <summary>The argument of a declaration's attribute; else the attribute, when the argument is missing; else the identifier.</summary>
    /// <param name="declaration">The declaration.</param>
    /// <param name="part">As <see cref="Problem"/> has it.</param>
    /// <param name="compilation">Where to look.</param>
    public static Location Of(Declaration declaration, string? part, Compilation compilation)
    {
        if (part is null)
        {
            return Identifier(declaration, compilation);
        }

        var words = part.Split('.');
        var attribute =
            words.Length == 1
                ? declaration.Attribute
                : declaration.Symbol.Find(words[0] + "Attribute") ?? declaration.Outer?.Find(words[0] + "Attribute");
        return attribute is not null && SourcePlace.Contains(attribute, compilation) && Of(attribute, words[words.Length - 1]) is { } place
            ? place
            : Identifier(declaration, compilation);
    }

    /// <summary>The argument, by the name of the property or the constructor's parameter; else the attribute; null when it is not in this source.</summary>
    public static Location? Of(AttributeData attribute, string argument) =>
        attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax syntax
            ? (Argument(attribute, syntax, argument)?.Expression as Microsoft.CodeAnalysis.SyntaxNode ?? syntax).GetLocation()
            : null;

    /// <summary>The argument's syntax; null when it is left out.</summary>
    public static AttributeArgumentSyntax? Argument(AttributeData attribute, AttributeSyntax syntax, string name)
    {
        var arguments = syntax.ArgumentList?.Arguments ?? default;
        for (var i = 0; i < arguments.Count; i++)
        {
            var written =
                arguments[i].NameEquals?.Name.Identifier.ValueText
                ?? arguments[i].NameColon?.Name.Identifier.ValueText
                ?? (attribute.AttributeConstructor?.Parameters is { } parameters && i < parameters.Length ? parameters[i].Name : null);
            if (written == name)
            {
                return arguments[i];
            }
        }

        return null;
    }

    private static Location Identifier(Declaration declaration, Compilation compilation) =>
        SourcePlace.Of(declaration.Symbol, compilation) ?? SourcePlace.Of(declaration.Outer, compilation) ?? Location.None;
}

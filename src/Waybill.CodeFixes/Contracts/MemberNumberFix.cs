using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Waybill.CodeFixes.Contracts;

/// <summary>The base of fixes that give a member a number.</summary>
public abstract class MemberNumberFix(string id) : RuleCodeFix(id)
{
    /// <summary>The number; null where this fix has none.</summary>
    private protected abstract string? Number(Diagnostic diagnostic);

    /// <summary>The name of the member or case.</summary>
    private protected abstract string? Part(Diagnostic diagnostic);

    /// <inheritdoc/>
    protected sealed override CodeAction? Fix(SyntaxNode root, Diagnostic diagnostic, Document document)
    {
        if (Number(diagnostic) is not { } text || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var member = root.FindNode(diagnostic.Location.SourceSpan)
            .FirstAncestorOrSelf<SyntaxNode>(static node =>
                node is ParameterSyntax or PropertyDeclarationSyntax or FieldDeclarationSyntax or TypeDeclarationSyntax
            );
        // Of several fields in one declaration each would get the same. A type is a case of a union, or stands for a member that is another assembly's.
        if (
            member is null or FieldDeclarationSyntax { Declaration.Variables.Count: > 1 }
            || (member is TypeDeclarationSyntax type && type.Identifier.ValueText != Part(diagnostic))
        )
        {
            return null;
        }

        var arguments = $"({text})";
        var title = $"Give it the number {number}";
        return AttributeLine.Of(member).SelectMany(list => list.Attributes).FirstOrDefault(IsField) is { } attribute
            ? Replace(title, document, root, attribute, attribute.WithArgumentList(SyntaxFactory.ParseAttributeArgumentList(arguments)))
            : Replace(title, document, root, member, WithField(root, member, arguments));
    }

    private static bool IsField(AttributeSyntax attribute) => attribute.Name.ToString().Split('.').Last() is "Field" or "FieldAttribute";

    private static SyntaxNode WithField(SyntaxNode root, SyntaxNode member, string arguments)
    {
        var attribute = AttributeLine.Waybill("Field", arguments);
        return member is TypeDeclarationSyntax type ? AttributeLine.Add(root, type, attribute) : AttributeLine.AddBefore(member, attribute);
    }
}

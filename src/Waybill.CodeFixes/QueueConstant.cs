using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Waybill.CodeFixes;

/// <summary>Edits the constant of a queue.</summary>
internal static class QueueConstant
{
    /// <summary>The declaration of one constant around a place; null where it declares several, which share their attributes.</summary>
    public static FieldDeclarationSyntax? At(SyntaxNode root, Location location) =>
        root.FindNode(location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<FieldDeclarationSyntax>()
            is { Declaration.Variables.Count: 1 } field
            ? field
            : null;

    /// <summary>The constant's name.</summary>
    public static string Name(FieldDeclarationSyntax field) => field.Declaration.Variables[0].Identifier.ValueText;

    /// <summary>The attribute of that name, with or without its suffix.</summary>
    public static AttributeSyntax? Attribute(FieldDeclarationSyntax field, string name) =>
        field
            .AttributeLists.SelectMany(list => list.Attributes)
            .FirstOrDefault(attribute => LastName(attribute.Name) is var written && (written == name || written == name + "Attribute"));

    /// <summary>The argument of that property; null when it is left out.</summary>
    public static AttributeArgumentSyntax? Argument(AttributeSyntax attribute, string name) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);

    /// <summary>The attribute with the property set to an expression.</summary>
    public static AttributeSyntax With(AttributeSyntax attribute, string name, ExpressionSyntax value)
    {
        if (Argument(attribute, name) is { } existing)
        {
            return attribute.ReplaceNode(existing.Expression, value.WithTriviaFrom(existing.Expression));
        }

        var argument = SyntaxFactory
            .AttributeArgument(value)
            .WithNameEquals(
                SyntaxFactory.NameEquals(
                    SyntaxFactory.IdentifierName(name),
                    SyntaxFactory
                        .Token(SyntaxKind.EqualsToken)
                        .WithLeadingTrivia(SyntaxFactory.Space)
                        .WithTrailingTrivia(SyntaxFactory.Space)
                )
            );
        var list = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        if (list.Arguments.Count == 0)
        {
            return attribute.WithArgumentList(list.AddArguments(argument));
        }

        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        var arguments = SyntaxFactory.SeparatedList<AttributeArgumentSyntax>(
            list.Arguments.GetWithSeparators().AddRange([comma, argument])
        );
        return attribute.WithArgumentList(list.WithArguments(arguments));
    }

    /// <summary>The attribute without the property; without parentheses where it was the only one.</summary>
    public static AttributeSyntax Without(AttributeSyntax attribute, AttributeArgumentSyntax argument)
    {
        var arguments = attribute.ArgumentList!.Arguments.Remove(argument);
        return arguments.Count == 0
            ? attribute.WithArgumentList(null)
            : attribute.WithArgumentList(attribute.ArgumentList.WithArguments(arguments));
    }

    /// <summary>A constant for another queue, declared after this one and as visible as it.</summary>
    public static FieldDeclarationSyntax NewAfter(FieldDeclarationSyntax field, string name, string queue)
    {
        var indent = field.GetLeadingTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).ToString();
        var end = EndOfLine(field);
        var literal = SymbolDisplay.FormatLiteral(queue, quote: true);
        var text = $"{end}{indent}[Queue]{end}{indent}{field.Modifiers.ToString()} string {name} = {literal};{end}";
        return (FieldDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(text)!;
    }

    /// <summary>The declaration with one more attribute, on a line of its own before it.</summary>
    public static FieldDeclarationSyntax AddAttribute(FieldDeclarationSyntax field, string attribute)
    {
        var leading = field.GetLeadingTrivia();
        var indent = leading.LastOrDefault(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).ToString();
        var parsed = (FieldDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"[{attribute}]{EndOfLine(field)}const int X = 0;")!;
        var bare = field.WithLeadingTrivia(SyntaxFactory.Whitespace(indent));
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, parsed.AttributeLists[0])).WithLeadingTrivia(leading);
    }

    /// <summary>A name that the constant's class does not have yet.</summary>
    public static string FreeName(FieldDeclarationSyntax field, string wanted)
    {
        var taken = field.Parent is TypeDeclarationSyntax type ? type.Members.SelectMany(Names).ToList() : [];
        var name = wanted;
        for (var i = 2; taken.Contains(name); i++)
        {
            name = $"{wanted}{i}";
        }

        return name;
    }

    private static IEnumerable<string> Names(MemberDeclarationSyntax member) =>
        member switch
        {
            BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
            PropertyDeclarationSyntax property => [property.Identifier.ValueText],
            MethodDeclarationSyntax method => [method.Identifier.ValueText],
            BaseTypeDeclarationSyntax type => [type.Identifier.ValueText],
            _ => [],
        };

    private static string LastName(NameSyntax name) =>
        name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };

    private static string EndOfLine(SyntaxNode node) =>
        node.GetTrailingTrivia().LastOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } end
            ? end.ToString()
            : "\n";
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Waybill.CodeFixes;

/// <summary>Adds attributes.</summary>
internal static class AttributeLine
{
    /// <summary>An attribute of Waybill's, which is found whatever the usings.</summary>
    public static AttributeSyntax Waybill(string name, string? arguments = null) =>
        SyntaxFactory.Attribute(
            SyntaxFactory.ParseName($"global::Waybill.{name}Attribute").WithAdditionalAnnotations(Simplifier.Annotation),
            arguments is null ? null : SyntaxFactory.ParseAttributeArgumentList(arguments)
        );

    /// <summary>The declaration with the attributes before its others, each on a line of its own, after the comment.</summary>
    public static MemberDeclarationSyntax Add(SyntaxNode root, MemberDeclarationSyntax declaration, params AttributeSyntax[] attributes)
    {
        var leading = declaration.GetLeadingTrivia();
        var indentation = SyntaxFactory.TriviaList(leading.Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        var lineEnd = root.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        var lists = attributes.Select(
            (attribute, index) =>
                SyntaxFactory
                    .AttributeList(SyntaxFactory.SingletonSeparatedList(attribute))
                    .WithLeadingTrivia(index == 0 ? leading : indentation)
                    .WithTrailingTrivia(lineEnd.IsKind(SyntaxKind.EndOfLineTrivia) ? lineEnd : SyntaxFactory.LineFeed)
        );
        var bare = declaration.WithLeadingTrivia(indentation);
        return bare.WithAttributeLists(bare.AttributeLists.InsertRange(0, lists));
    }

    /// <summary>The attributes of a parameter or of a member of a type.</summary>
    public static SyntaxList<AttributeListSyntax> Of(SyntaxNode member) =>
        member is ParameterSyntax parameter ? parameter.AttributeLists : ((MemberDeclarationSyntax)member).AttributeLists;

    /// <summary>The parameter or member with the attribute before its others, on the same line. What stood before the member stands before its attribute now.</summary>
    public static SyntaxNode AddBefore(SyntaxNode member, AttributeSyntax attribute)
    {
        var list = SyntaxFactory
            .AttributeList(SyntaxFactory.SingletonSeparatedList(attribute))
            .WithLeadingTrivia(member.GetLeadingTrivia())
            .WithTrailingTrivia(SyntaxFactory.Space);
        var bare = member.WithoutLeadingTrivia();
        var lists = Of(bare).Insert(0, list);
        return bare is ParameterSyntax parameter
            ? parameter.WithAttributeLists(lists)
            : ((MemberDeclarationSyntax)bare).WithAttributeLists(lists);
    }
}

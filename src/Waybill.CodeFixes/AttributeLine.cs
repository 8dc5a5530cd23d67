using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Waybill.CodeFixes;

/// <summary>Adds attributes.</summary>
internal static class AttributeLine
{
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
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Contracts;

/// <summary>Where <c>[assembly: MessageFor]</c> names the types of others: what is wrong with one can be said nowhere else.</summary>
internal static class ForeignPlaces
{
    /// <summary>The types that an attribute list names, each where it does.</summary>
    public static IEnumerable<(INamedTypeSymbol Type, Location Place)> In(AttributeListSyntax list, IAssemblySymbol from)
    {
        if (list.Target?.Identifier.IsKind(SyntaxKind.AssemblyKeyword) != true)
        {
            yield break;
        }

        foreach (var attribute in from.FindAll(ForeignMessages.Attribute))
        {
            if (
                attribute.ApplicationSyntaxReference is { } place
                && place.SyntaxTree == list.SyntaxTree
                && list.Span.Contains(place.Span)
                && ForeignMessages.TypeOf(attribute) is { TypeKind: not TypeKind.Error } type
            )
            {
                yield return (type, Location.Create(place.SyntaxTree, place.Span));
            }
        }
    }
}

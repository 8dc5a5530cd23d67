using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Waybill.Analyzers.Reliability.Effects;

/// <summary>An effect in a handler.</summary>
/// <param name="Operation">What has the effect.</param>
/// <param name="Category">What kind it is.</param>
/// <param name="What">What the handler does: the middle of a sentence that begins with the method's name.</param>
internal sealed record FoundEffect(IOperation Operation, Category Category, string What)
{
    /// <summary>The name that is called, not the whole of a chain over many lines.</summary>
    public Location Location =>
        Operation.Syntax switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.GetLocation(),
            InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name.GetLocation(),
            InvocationExpressionSyntax call => call.Expression.GetLocation(),
            ObjectCreationExpressionSyntax creation => creation.Type.GetLocation(),
            var syntax => syntax.GetLocation(),
        };
}

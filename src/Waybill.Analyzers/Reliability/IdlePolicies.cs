using Microsoft.CodeAnalysis;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Reliability;

/// <summary>Finds policies that stand where nobody looks for them.</summary>
internal static class IdlePolicies
{
    private static readonly string[] s_policies = ["Retry", "Idempotent", "NaturallyIdempotent", "Discard", "Middleware"];

    /// <summary>The attributes on a class or method that hold for nothing, and why, in sentences.</summary>
    public static IEnumerable<(AttributeData Attribute, string Problem)> Of(ISymbol symbol)
    {
        var why = symbol switch
        {
            INamedTypeSymbol { TypeKind: TypeKind.Class } type when type.Find("HandlerAttribute") is null =>
                $"'{type.Name}', which is no [Handler], and a class hands no policy on to those that derive from it. Put it on the handler class or its method.",
            IMethodSymbol { MethodKind: MethodKind.Ordinary } method when !HandlerParser.IsNamed(method) =>
                $"'{method.Name}', which handles no message by that name. Put it on Handle or HandleAsync, or on the class.",
            _ => null,
        };
        if (why is null)
        {
            yield break;
        }

        foreach (var policy in s_policies)
        {
            if (symbol.Find(policy + "Attribute") is { } attribute)
            {
                yield return (attribute, $"[{policy}] holds for nothing: it stands on {why}");
            }
        }
    }
}

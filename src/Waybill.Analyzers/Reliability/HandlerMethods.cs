using Microsoft.CodeAnalysis;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Reliability;

/// <summary>
/// The handler methods of a compilation, as the parser accepts them, each with the handler classes that it runs in: an inherited method runs in every class
/// derived from its own. Made when the first candidate asks.
/// </summary>
internal sealed class HandlerMethods(Compilation compilation, CancellationToken cancellationToken)
{
    private readonly Lazy<Dictionary<IMethodSymbol, List<INamedTypeSymbol>>> _methods = new(() => Find(compilation, cancellationToken));

    /// <summary>The handler classes that the method runs in; empty when it handles nothing.</summary>
    public IReadOnlyList<INamedTypeSymbol> ClassesOf(ISymbol symbol) =>
        symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary, Name: "Handle" or "HandleAsync" } method
        && _methods.Value.TryGetValue(method, out var classes)
            ? classes
            : [];

    private static Dictionary<IMethodSymbol, List<INamedTypeSymbol>> Find(Compilation compilation, CancellationToken cancellationToken)
    {
        var found = new Dictionary<IMethodSymbol, List<INamedTypeSymbol>>(SymbolEqualityComparer.Default);
        foreach (var type in SourceTypes.In(compilation.Assembly.GlobalNamespace))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (type.TypeKind != TypeKind.Class || type.Find("HandlerAttribute") is not { } attribute)
            {
                continue;
            }

            foreach (var method in HandlerParser.AcceptedMethods(type, attribute))
            {
                if (!found.TryGetValue(method, out var classes))
                {
                    found.Add(method, classes = []);
                }

                classes.Add(type);
            }
        }

        return found;
    }
}

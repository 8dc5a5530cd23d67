using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Recognizes message types, in this compilation (where the interface is not generated yet) and in references.</summary>
internal static class MessageTypes
{
    /// <summary>Whether the type is an IMessage of itself, or will be when the generator has run.</summary>
    public static bool IsMessage(ITypeSymbol type) =>
        type is INamedTypeSymbol named
        && (
            (named.Find("MessageAttribute") is not null && MessageParser.CanEmit(named))
            || named.AllInterfaces.Any(contract =>
                contract.IsNamed("Waybill", "IMessage`1") && SymbolEqualityComparer.Default.Equals(contract.TypeArguments[0], named)
            )
        );
}

using Microsoft.CodeAnalysis;

namespace Waybill.Analyzers.Reliability.Flow;

/// <summary>What belongs to the platform.</summary>
internal static class PlatformTypes
{
    public static bool Has(ITypeSymbol? type) =>
        type?.ContainingNamespace?.ToDisplayString() is { } name
        && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal));
}

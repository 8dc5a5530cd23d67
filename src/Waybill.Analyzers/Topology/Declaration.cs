using Microsoft.CodeAnalysis;

namespace Waybill.Analyzers.Topology;

/// <summary>Where a subject is declared in this compilation.</summary>
/// <param name="Symbol">The constant, type or method.</param>
/// <param name="Attribute">The attribute that declares it; null where the symbol itself does.</param>
/// <param name="Outer">The class of a handler method, whose attributes hold for it too; null for others.</param>
internal sealed record Declaration(ISymbol Symbol, AttributeData? Attribute, INamedTypeSymbol? Outer = null);

using Microsoft.CodeAnalysis;

namespace Waybill.Analyzers;

/// <summary>
/// Places in the source of one compilation. In an IDE a project that it references is source too, of another compilation: a diagnostic that is reported there ends the analyzer.
/// </summary>
internal static class SourcePlace
{
    /// <summary>Where the symbol stands; null where that is not in the compilation's source.</summary>
    public static Location? Of(ISymbol? symbol, Compilation compilation) =>
        symbol?.Locations.FirstOrDefault(place => place.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree));

    /// <summary>Whether the attribute stands in the compilation's source.</summary>
    public static bool Contains(AttributeData attribute, Compilation compilation) =>
        attribute.ApplicationSyntaxReference is { } place && compilation.ContainsSyntaxTree(place.SyntaxTree);
}

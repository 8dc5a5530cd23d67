using Microsoft.CodeAnalysis.Diagnostics;

namespace Waybill.Analyzers;

/// <summary>Properties of the build that the package's props make visible.</summary>
internal static class BuildProperty
{
    public static bool IsTrue(AnalyzerOptions options, string name) =>
        string.Equals(Of(options, name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The property's value; null where the build has none.</summary>
    public static string? Of(AnalyzerOptions options, string name) =>
        options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue($"build_property.{name}", out var value) ? value : null;
}

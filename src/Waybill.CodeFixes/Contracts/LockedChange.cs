using Microsoft.CodeAnalysis;
using Waybill.Analyzers.Contracts;
using Waybill.Schemas;

namespace Waybill.CodeFixes.Contracts;

/// <summary>What a diagnostic about the lock file says to fixes.</summary>
internal static class LockedChange
{
    public static bool Is(Diagnostic diagnostic, ChangeKind kind) => Property(diagnostic, LockRule.Kind) == kind.ToString();

    /// <summary>The message or enum.</summary>
    public static string? Owner(Diagnostic diagnostic) => Property(diagnostic, LockRule.Owner);

    /// <summary>The field's name.</summary>
    public static string? Part(Diagnostic diagnostic) => Property(diagnostic, LockRule.Part);

    /// <summary>The number that the field had.</summary>
    public static string? Number(Diagnostic diagnostic) => Property(diagnostic, LockRule.Number);

    private static string? Property(Diagnostic diagnostic, string name) =>
        diagnostic.Properties.TryGetValue(name, out var value) ? value : null;
}

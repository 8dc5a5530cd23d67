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

    /// <summary>The field, case or value.</summary>
    public static string? Part(Diagnostic diagnostic) => Property(diagnostic, LockRule.Part);

    /// <summary>The number that the field had.</summary>
    public static string? Number(Diagnostic diagnostic) => Property(diagnostic, LockRule.Number);

    /// <summary>Every field of the message that was removed and is to be reserved.</summary>
    public static IEnumerable<(string Number, string Name)> Removed(Diagnostic diagnostic) =>
        (Property(diagnostic, LockRule.Removed) ?? "")
            .Split(['\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split([' '], 2))
            .Select(words => (words[0], words[1]));

    private static string? Property(Diagnostic diagnostic, string name) =>
        diagnostic.Properties.TryGetValue(name, out var value) ? value : null;
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Waybill.Analyzers.Contracts;

namespace Waybill.CodeFixes.Contracts;

/// <summary>WB1005: takes the message or enum into the lock file as it is now.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class BreakingChangeAcceptFix() : LockCodeFix(BreakingChangeRule.Id)
{
    /// <inheritdoc/>
    protected override string Title(Diagnostic diagnostic) => $"Accept the change of {LockedChange.Owner(diagnostic)} into waybill.lock";

    /// <inheritdoc/>
    protected override bool Accepts(Diagnostic diagnostic, string name) => name == LockedChange.Owner(diagnostic);
}

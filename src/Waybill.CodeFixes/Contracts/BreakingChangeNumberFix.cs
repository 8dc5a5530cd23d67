using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Waybill.Analyzers.Contracts;
using Waybill.Schemas;

namespace Waybill.CodeFixes.Contracts;

/// <summary>WB1005: gives the member the number that it was shipped with.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class BreakingChangeNumberFix() : MemberNumberFix(BreakingChangeRule.Id)
{
    private protected override string? Number(Diagnostic diagnostic) =>
        LockedChange.Is(diagnostic, ChangeKind.NumberChanged) ? LockedChange.Number(diagnostic) : null;

    private protected override string? Part(Diagnostic diagnostic) => LockedChange.Part(diagnostic);
}

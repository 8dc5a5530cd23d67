using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Waybill.Analyzers.Contracts;

namespace Waybill.CodeFixes.Contracts;

/// <summary>WB1003: gives the member a number that nobody has.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class FieldNumberFix() : MemberNumberFix(FieldNumberRule.Id)
{
    private protected override string? Number(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(FieldNumberRule.Free, out var free) ? free : null;

    private protected override string? Part(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(FieldNumberRule.Part, out var part) ? part : null;
}

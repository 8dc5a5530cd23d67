using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Waybill.Analyzers.Contracts;

namespace Waybill.CodeFixes.Contracts;

/// <summary>WB1006: takes all that breaks no reader into the lock file.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class LockBehindFix() : LockCodeFix(LockBehindRule.Id)
{
    /// <inheritdoc/>
    protected override string Title(Diagnostic diagnostic) => "Update waybill.lock";

    /// <inheritdoc/>
    protected override bool Accepts(Diagnostic diagnostic, string name) => false;
}

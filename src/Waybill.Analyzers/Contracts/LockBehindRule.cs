using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Waybill.Schemas;

namespace Waybill.Analyzers.Contracts;

/// <summary>WB1006: the lock file does not know of a change yet. An error where what is built may be shipped: in builds of CI and when packing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LockBehindRule() : LockRule(s_descriptor)
{
    internal const string Id = "WB1006";

    private static readonly DiagnosticDescriptor s_descriptor = new(
        Id,
        "The lock file must know what is shipped",
        "{0}",
        RuleCategory.Contracts,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A field that waybill.lock does not know has a number that the next edit may change, and nothing then says that it was shipped with another.",
        helpLinkUri: RuleHelp.Link(Id)
    );

    /// <summary>What a build says that may be shipped. The second is what the SDK's pack command sets.</summary>
    private static readonly string[] s_shipping = ["ContinuousIntegrationBuild", "_IsPacking"];

    private protected override bool IsMine(SchemaChange change) => change.Verdict == Verdict.Compatible;

    private protected override Diagnostic Report(
        Location place,
        SchemaChange change,
        bool isForeign,
        ImmutableDictionary<string, string?> properties,
        AnalyzerOptions options
    ) =>
        Diagnostic.Create(
            s_descriptor,
            place,
            IsShipped(options) ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
            additionalLocations: null,
            properties,
            $"{change.Text} {LockFile.Name} does not know it yet: waybill schema accept."
        );

    private static bool IsShipped(AnalyzerOptions options) => s_shipping.Any(name => BuildProperty.IsTrue(options, name));
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Waybill.Roslyn;

namespace Waybill.Analyzers;

/// <summary>
/// The base of every rule: one analyzer, one descriptor. Generated code is left alone, rules run concurrently, and nothing runs in a compilation that has no
/// Waybill.
/// </summary>
public abstract class RuleAnalyzer(DiagnosticDescriptor descriptor) : DiagnosticAnalyzer
{
    /// <summary>The rule's descriptor.</summary>
    public DiagnosticDescriptor Descriptor { get; } = descriptor;

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(descriptor);

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.MessageAttribute) is not null)
            {
                Register(start);
            }
        });
    }

    /// <summary>Registers the rule's actions in a compilation that uses Waybill.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context);
}

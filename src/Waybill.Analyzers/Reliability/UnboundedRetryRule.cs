using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Waybill.Analyzers.Reliability.Loops;
using Waybill.Roslyn;
using Waybill.Topologies;

namespace Waybill.Analyzers.Reliability;

/// <summary>WB2005: <c>[Retry]</c> attempts outside their range, and a loop in a handler that tries again for ever.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnboundedRetryRule() : RuleAnalyzer(s_descriptor)
{
    internal const string Id = "WB2005";

    private static readonly DiagnosticDescriptor s_descriptor = new(
        Id,
        "A retry must have a bound",
        "{0}",
        RuleCategory.Reliability,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A message that cannot succeed must end in the dead-letter queue. Tried again for ever it holds its lease and its place, and what waits behind it never runs.",
        helpLinkUri: RuleHelp.Link(Id)
    );

    private protected override void Register(CompilationStartAnalysisContext context)
    {
        context.RegisterSymbolAction(AnalyzeAttribute, SymbolKind.NamedType, SymbolKind.Method);
        var handlers = new HandlerMethods(context.Compilation, context.CancellationToken);
        context.RegisterOperationBlockAction(block => AnalyzeLoops(block, handlers));
    }

    private static void AnalyzeAttribute(SymbolAnalysisContext context)
    {
        if (
            context.Symbol.Find("RetryAttribute")
                is not { ConstructorArguments: [{ Kind: TypedConstantKind.Primitive, Value: int attempts }, ..] } retry
            || retry.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is not AttributeSyntax { ArgumentList: { } arguments }
            || Attempts(arguments) is not { } argument
        )
        {
            return;
        }

        // The sentence is start-up's, which ends with a full stop.
        PolicyRange.Attempts(
            $"The number of attempts of '{context.Symbol.Name}'",
            attempts,
            problem => context.ReportDiagnostic(Diagnostic.Create(s_descriptor, argument.Expression.GetLocation(), problem.TrimEnd('.')))
        );
    }

    private static AttributeArgumentSyntax? Attempts(AttributeArgumentListSyntax list) =>
        list.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == "attempts")
        ?? list.Arguments.FirstOrDefault(argument => argument is { NameColon: null, NameEquals: null });

    private static void AnalyzeLoops(OperationBlockAnalysisContext context, HandlerMethods handlers)
    {
        if (handlers.ClassesOf(context.OwningSymbol).Count == 0)
        {
            return;
        }

        foreach (var loop in context.OperationBlocks.SelectMany(block => block.DescendantsAndSelf()).OfType<ILoopOperation>())
        {
            if (EndlessRetry.Find(loop) is { } caught)
            {
                context.ReportDiagnostic(
                    Diagnostic.Create(s_descriptor, loop.Syntax.GetFirstToken().GetLocation(), Text(context.OwningSymbol, caught))
                );
            }
        }
    }

    private static string Text(ISymbol method, ICatchClauseOperation caught) =>
        $"'{method.Name}' tries again for ever: its loop ends only when the work succeeds, for the catch of {caught.ExceptionType.Name} has no way out. "
        + "Count the attempts and rethrow, or let the exception go and leave the retry to [Retry]";
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Waybill.Manifests;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Collects the constants that declare exchanges, queues and bindings. Nothing is generated for them alone: they go into the manifest.</summary>
internal sealed class TopologyPipeline(IncrementalGeneratorInitializationContext context)
{
    public IncrementalValueProvider<EquatableArray<ExchangeEntry>> Exchanges { get; } =
        Collect(context, KnownNames.ExchangeAttribute, TopologyParser.ParseExchange, StepNames.Exchanges);

    public IncrementalValueProvider<EquatableArray<QueueEntry>> Queues { get; } =
        Collect(context, KnownNames.QueueAttribute, TopologyParser.ParseQueue, StepNames.Queues);

    public IncrementalValueProvider<EquatableArray<BindingEntry>> Bindings { get; } =
        Collect(context, KnownNames.BindingAttribute, TopologyParser.ParseBinding, StepNames.Bindings);

    private static IncrementalValueProvider<EquatableArray<T>> Collect<T>(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        Func<IFieldSymbol, AttributeData, T?> parse,
        string stepName
    )
        where T : class, IEquatable<T> =>
        context
            .SyntaxProvider.ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is VariableDeclaratorSyntax,
                (target, _) =>
                    target.TargetSymbol is IFieldSymbol field
                        ? target.Attributes.Select(declared => parse(field, declared)).OfType<T>().ToEquatableArray()
                        : default
            )
            .Collect()
            .Select(static (all, _) => all.SelectMany(entries => entries).ToEquatableArray())
            .WithTrackingName(stepName);
}

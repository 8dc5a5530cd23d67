using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Waybill.Manifests;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Collects the constants that declare exchanges, queues and bindings. Nothing is generated for them alone: they go into the manifest.</summary>
internal static class TopologyPipeline
{
    public static IncrementalValueProvider<TopologyModel> Create(IncrementalGeneratorInitializationContext context) =>
        Collect(context, KnownNames.ExchangeAttribute, TopologyParser.ParseExchange, StepNames.Exchanges)
            .Combine(Collect(context, KnownNames.QueueAttribute, TopologyParser.ParseQueue, StepNames.Queues))
            .Select(static (pair, _) => new TopologyModel(pair.Left.Items, pair.Right.Items, default))
            .Combine(Collect(context, KnownNames.BindingAttribute, TopologyParser.ParseBinding, StepNames.Bindings))
            .Select(static (pair, _) => pair.Left with { Bindings = pair.Right.Items });

    private static IncrementalValueProvider<StepList<T>> Collect<T>(
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
                    new StepList<T>(
                        target.TargetSymbol is IFieldSymbol field
                            ? target.Attributes.Select(declared => parse(field, declared)).OfType<T>().ToEquatableArray()
                            : default
                    )
            )
            .Collect()
            .Select(static (all, _) => new StepList<T>(all.SelectMany(entries => entries.Items).ToEquatableArray()))
            .WithTrackingName(stepName);
}

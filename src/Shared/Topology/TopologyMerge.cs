using Waybill.Manifests;
using Waybill.Wire;

namespace Waybill.Topologies;

/// <summary>
/// Puts the manifests of a host's modules together, infers what they leave out, and checks the whole. Used at start-up and by the analyzers, so that both
/// say the same. Reports every problem at once.
/// </summary>
internal static class TopologyMerge
{
    public static MergeResult Merge(IReadOnlyList<ModuleInput> modules)
    {
        var problems = new ProblemList();
        var exchanges = DeclarationMerge.Exchanges(modules, problems);
        var queues = DeclarationMerge.Queues(modules, problems);
        var messages = DeclarationMerge.Messages(modules, problems);
        foreach (var message in messages.Values)
        {
            if (message.Exchange is { } exchange && !exchanges.ContainsKey(exchange))
            {
                problems.Add(
                    RuleIds.Undeclared,
                    Subject.Of(message),
                    "exchange",
                    BindingResolution.Undeclared($"Message {message.Name}", exchange)
                );
            }

            if (RoutingKeyTemplate.Parse(message.RoutingKey).Problem is { } problem)
            {
                problems.Add(RuleIds.RoutingKey, Subject.Of(message), "routingKey", $"Message {message.Name}: {problem}");
            }
        }

        var mergedQueues = DeadLetterResolution.Resolve(queues, problems);
        var handled = new HandledMessages(modules, messages);
        var explicitBindings = BindingResolution.Resolve(modules, exchanges, queues, handled, problems);
        var inferred = BindingInference.Infer(handled, explicitBindings, exchanges, problems);
        var handlers = HandlerMerge.Merge(modules, queues, messages, problems);

        var topology = new MergedTopology(
            [.. exchanges.Values],
            [.. mergedQueues],
            [.. Sorted(explicitBindings.Concat(inferred))],
            [.. messages.Values],
            handlers
        );
        return new MergeResult(topology, [.. problems.Found]);
    }

    private static IEnumerable<MergedBinding> Sorted(IEnumerable<MergedBinding> bindings) =>
        bindings
            .Distinct()
            .OrderBy(binding => binding.Queue, StringComparer.Ordinal)
            .ThenBy(binding => binding.Exchange, StringComparer.Ordinal)
            .ThenBy(binding => binding.Pattern, StringComparer.Ordinal)
            .ThenBy(binding => binding.Match)
            .ThenBy(binding => string.Join("\n", binding.Arguments), StringComparer.Ordinal);
}

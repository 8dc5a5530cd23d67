using Waybill.Manifests;

namespace Waybill.Topologies;

/// <summary>
/// Infers bindings from the handled messages. For each message type of a queue's handler: an explicit binding of the queue that could match the type's
/// keys stands for it; otherwise a binding that matches all its keys is added.
/// </summary>
internal static class BindingInference
{
    public static IEnumerable<MergedBinding> Infer(
        HandledMessages handled,
        IReadOnlyList<MergedBinding> explicitBindings,
        SortedDictionary<string, ExchangeEntry> exchanges,
        List<string> problems
    )
    {
        var byQueue = explicitBindings.ToLookup(binding => binding.Queue, StringComparer.Ordinal);
        var inferred = new List<MergedBinding>();
        foreach (var queue in handled.ByQueue)
        {
            foreach (var message in queue.Value.Values)
            {
                // No exchange: sent to the queue by name. An undeclared one was reported with the message.
                if (message.Exchange is null || !exchanges.TryGetValue(message.Exchange, out var exchange))
                {
                    continue;
                }

                var stands = byQueue[queue.Key]
                    .Any(binding =>
                        binding.Exchange == exchange.Name && RoutingTemplate.CanMatch(message.RoutingKey, exchange.Type, binding.Pattern)
                    );
                if (!stands && Pattern(queue.Key, message, exchange, problems) is { } pattern)
                {
                    inferred.Add(new MergedBinding(queue.Key, exchange.Name, pattern, HeaderMatch.All, default));
                }
            }
        }

        return inferred;
    }

    private static string? Pattern(string queue, MessageEntry message, ExchangeEntry exchange, List<string> problems)
    {
        switch (exchange.Type)
        {
            case ExchangeType.Topic:
                return RoutingTemplate.ToPattern(message.RoutingKey);
            case ExchangeType.Direct when RoutingTemplate.IsConstant(message.RoutingKey):
                return message.RoutingKey;
            case ExchangeType.Direct:
                problems.Add(
                    $"Queue '{queue}' handles {message.Name}, whose key '{message.RoutingKey}' on the direct exchange '{exchange.Name}' depends on the message: "
                        + $"no binding can be inferred. Declare [Binding(\"{exchange.Name}\", key)] for each key that the queue wants, or make the exchange a topic."
                );
                return null;
            default:
                return "";
        }
    }
}

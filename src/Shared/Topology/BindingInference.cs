using Waybill.Manifests;
using Waybill.Wire;

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
        SortedList<string, ExchangeEntry> exchanges,
        ProblemList problems
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

                var template = RoutingKeyTemplate.Parse(message.RoutingKey);
                var stands = byQueue[queue.Key]
                    .Any(binding => binding.Exchange == exchange.Name && CanMatch(template, exchange.Type, binding.Pattern));
                if (!stands && Pattern(queue.Key, message, template, exchange, problems) is { } pattern)
                {
                    inferred.Add(new MergedBinding(queue.Key, exchange.Name, pattern, HeaderMatch.All, default));
                }
            }
        }

        return inferred;
    }

    private static string? Pattern(
        string queue,
        MessageEntry message,
        RoutingKeyTemplate template,
        ExchangeEntry exchange,
        ProblemList problems
    )
    {
        switch (exchange.Type)
        {
            case ExchangeType.Topic:
                return template.ToPattern();
            case ExchangeType.Direct when template.IsConstant:
                return message.RoutingKey;
            case ExchangeType.Direct:
                problems.Add(
                    RuleIds.NoBinding,
                    Subject.Queue(queue),
                    part: null,
                    $"Queue '{queue}' handles {message.Name}, whose key '{message.RoutingKey}' on the direct exchange '{exchange.Name}' depends on the message: "
                        + $"no binding can be inferred. Declare [Binding(\"{exchange.Name}\", key)] for each key that the queue wants, or make the exchange a topic."
                );
                return null;
            default:
                return "";
        }
    }

    /// <summary>Whether an exchange could hand a message of this template to a binding.</summary>
    public static bool CanMatch(RoutingKeyTemplate template, ExchangeType exchange, string pattern) =>
        exchange switch
        {
            ExchangeType.Topic => RoutingPattern.Intersect(template.ToPattern(), pattern),
            ExchangeType.Direct => CanBecome(template, RoutingPattern.Words(pattern)),
            _ => true,
        };

    /// <summary>On a direct exchange * and # are ordinary characters, and a property is never empty.</summary>
    private static bool CanBecome(RoutingKeyTemplate template, string[] key) =>
        template.Words.Count == key.Length
        && template.Words.Zip(key, (word, keyWord) => word.IsProperty ? keyWord.Length > 0 : word.Text == keyWord).All(same => same);
}

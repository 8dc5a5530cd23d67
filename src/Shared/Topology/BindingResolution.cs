using System.Text;
using Waybill.Manifests;
using Waybill.Wire;

namespace Waybill.Topologies;

/// <summary>Resolves and checks the explicit bindings.</summary>
internal static class BindingResolution
{
    public static IReadOnlyList<MergedBinding> Resolve(
        IReadOnlyList<ModuleInput> modules,
        SortedList<string, ExchangeEntry> exchanges,
        SortedList<string, QueueEntry> queues,
        HandledMessages handled,
        ProblemList problems
    )
    {
        var resolved = new List<MergedBinding>();
        foreach (var binding in modules.SelectMany(module => module.Manifest.Bindings).Distinct())
        {
            if (!queues.ContainsKey(binding.Queue))
            {
                problems.Add(
                    RuleIds.Undeclared,
                    Subject.Of(binding),
                    part: null,
                    $"A binding names the queue '{binding.Queue}', which is not declared. Put [Queue] on the constant that the [Binding] is on."
                );
            }

            var exchange = binding.Exchange ?? handled.SharedExchange(binding, problems);
            if (exchange is null)
            {
                continue;
            }

            if (!exchanges.TryGetValue(exchange, out var declared))
            {
                problems.Add(
                    RuleIds.Undeclared,
                    Subject.Of(binding),
                    "exchange",
                    Undeclared($"The binding '{binding.Pattern}' of queue '{binding.Queue}'", exchange)
                );
                continue;
            }

            Check(binding, declared, problems);
            resolved.Add(new MergedBinding(binding.Queue, exchange, binding.Pattern, binding.Match, binding.Arguments));
        }

        return resolved;
    }

    /// <summary>The sentence about an exchange that nobody declares.</summary>
    public static string Undeclared(string who, string exchange) =>
        $"{who} names the exchange '{exchange}', which is not declared. Declare a constant \"{exchange}\" with [Exchange], or reference the assembly that does.";

    private static void Check(BindingEntry binding, ExchangeEntry exchange, ProblemList problems)
    {
        var subject = Subject.Of(binding);
        var what =
            $"The binding '{binding.Pattern}' of queue '{binding.Queue}' to the {exchange.Type.ToString().ToLowerInvariant()} exchange '{exchange.Name}'";
        if (Encoding.UTF8.GetByteCount(binding.Pattern) > NameRule.MaxBytes)
        {
            problems.Add(RuleIds.Literal, subject, "pattern", $"{what} has more than {NameRule.MaxBytes} bytes of UTF-8. Shorten it.");
        }

        if (exchange.Type == ExchangeType.Topic && RoutingPattern.Problem(binding.Pattern) is { } problem)
        {
            problems.Add(RuleIds.Literal, subject, "pattern", $"{what} {problem}.");
        }

        if (exchange.Type is ExchangeType.Fanout or ExchangeType.Headers && binding.Pattern.Length != 0)
        {
            problems.Add(
                RuleIds.DeadBinding,
                subject,
                "pattern",
                $"{what} has a pattern, which such an exchange never looks at. Leave it empty."
            );
        }

        if (exchange.Type == ExchangeType.Headers)
        {
            foreach (var argument in binding.Arguments.Where(argument => Name(argument) is "" or "x-match"))
            {
                problems.Add(
                    RuleIds.Literal,
                    subject,
                    "Arguments",
                    $"{what} has the argument \"{argument}\". Write \"name=value\", or \"name\" for presence; how they are compared is said by Match."
                );
            }
        }
        else if (binding.Arguments.Count != 0 || binding.Match != HeaderMatch.All)
        {
            problems.Add(
                RuleIds.DeadBinding,
                subject,
                part: null,
                $"{what} has Arguments or Match, which only a headers exchange compares. Leave them out, or bind to a headers exchange."
            );
        }
    }

    private static string Name(string argument) => argument.Split('=')[0];
}

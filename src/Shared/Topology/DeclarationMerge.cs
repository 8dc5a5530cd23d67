using Waybill.Manifests;

namespace Waybill.Topologies;

/// <summary>
/// Puts the declarations of all modules together, each name once. Declaring a thing twice in the same way is fine; in two ways it is a problem, and the
/// first declaration stands.
/// </summary>
/// <remarks>Lists, not SortedDictionary: that one is made of structs, whose code the runtime compiles anew in every host that starts.</remarks>
internal static class DeclarationMerge
{
    public static SortedList<string, ExchangeEntry> Exchanges(IReadOnlyList<ModuleInput> modules, ProblemList problems)
    {
        var merged = Merge(
            modules,
            manifest => manifest.Exchanges,
            exchange => exchange.Name,
            (first, second) => first with { Ephemeral = null } == second with { Ephemeral = null },
            (first, second) => $"Exchange '{first.Name}' is {Describe(first)}, and elsewhere {Describe(second)}",
            Subject.Exchange,
            problems
        );
        foreach (var exchange in merged.Keys)
        {
            NameRule.Check($"The exchange name '{exchange}'", exchange, problems.At(RuleIds.Name, Subject.Exchange(exchange)));
        }

        return merged;
    }

    public static SortedList<string, QueueEntry> Queues(IReadOnlyList<ModuleInput> modules, ProblemList problems)
    {
        var merged = Merge(
            modules,
            manifest => manifest.Queues,
            queue => queue.Name,
            (first, second) => first with { Ephemeral = null } == second with { Ephemeral = null },
            (first, second) => $"Queue '{first.Name}' is {Describe(first)}, and elsewhere {Describe(second)}",
            Subject.Queue,
            problems
        );
        foreach (var queue in merged.Keys)
        {
            NameRule.Check($"The queue name '{queue}'", queue, problems.At(RuleIds.Name, Subject.Queue(queue)));
        }

        return merged;
    }

    public static SortedList<string, MessageEntry> Messages(IReadOnlyList<ModuleInput> modules, ProblemList problems)
    {
        var merged = new SortedList<string, MessageEntry>(StringComparer.Ordinal);
        foreach (var message in modules.SelectMany(module => module.Manifest.Messages))
        {
            if (!merged.TryGetValue(message.Name, out var first))
            {
                merged.Add(message.Name, message);
                NameRule.Check($"The message name '{message.Name}'", message.Name, problems.At(RuleIds.Name, Subject.Of(message), "Name"));
            }
            else if (first.Type != message.Type)
            {
                problems.Add(RuleIds.Contradiction, Subject.Of(message), "Name", NameOfTwo(message.Name, first.Type, message.Type));
            }
            else if (first != message)
            {
                problems.Add(
                    RuleIds.Contradiction,
                    Subject.Of(message),
                    part: null,
                    $"Message type {message.Type} is in two assemblies with different declarations. Keep one of them and reference its assembly."
                );
            }
        }

        return merged;
    }

    /// <summary>Says that two types are messages of one name.</summary>
    public static string NameOfTwo(string name, string first, string second) =>
        $"The message name '{name}' belongs to two types, {first} and {second}. Give one of them a Name of its own in [Message].";

    private static SortedList<string, T> Merge<T>(
        IReadOnlyList<ModuleInput> modules,
        Func<ModuleManifest, IEnumerable<T>> entries,
        Func<T, string> name,
        Func<T, T, bool> agree,
        Func<T, T, string> contradiction,
        Func<string, Subject> subject,
        ProblemList problems
    )
    {
        var merged = new SortedList<string, T>(StringComparer.Ordinal);
        var modulesOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var module in modules)
        {
            foreach (var entry in entries(module.Manifest))
            {
                if (!merged.TryGetValue(name(entry), out var first))
                {
                    merged.Add(name(entry), entry);
                    modulesOf.Add(name(entry), module.Manifest.Module);
                }
                else if (!agree(first, entry))
                {
                    problems.Add(
                        RuleIds.Contradiction,
                        subject(name(entry)),
                        part: null,
                        $"{contradiction(first, entry)} ({modulesOf[name(entry)]}, {module.Manifest.Module}). "
                            + "Declare it once and use that constant, or make the declarations agree."
                    );
                }
            }
        }

        return merged;
    }

    private static string Describe(ExchangeEntry exchange) =>
        $"{(exchange.Durable ? "durable" : "not durable")}, {exchange.Type.ToString().ToLowerInvariant()}{(exchange.Format == MessageFormat.Json ? ", written in JSON" : "")}";

    private static string Describe(QueueEntry queue) =>
        $"{(queue.Durable ? "durable" : "not durable")}, lease {queue.Lease}, dead letters to {(queue.DeadLetter is { } dead ? $"'{dead}'" : "the default")}{(queue.Accept == MessageFormat.Json ? ", accepts JSON" : "")}";
}

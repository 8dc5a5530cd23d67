using Waybill.Manifests;

namespace Waybill.Topologies;

/// <summary>
/// Gives every queue its dead-letter queue: the declared one, else <c>&lt;queue&gt;.dead</c>, which is created durable. A queue that serves as a dead-letter
/// queue has none of its own unless it declares one.
/// </summary>
internal static class DeadLetterResolution
{
    private const string Suffix = ".dead";

    public static IReadOnlyList<MergedQueue> Resolve(SortedList<string, QueueEntry> queues, ProblemList problems)
    {
        var declared = new HashSet<string>(queues.Values.Select(queue => queue.DeadLetter).OfType<string>(), StringComparer.Ordinal);
        var targets = queues.Values.ToDictionary(queue => queue.Name, queue => Target(queue, queues, declared), StringComparer.Ordinal);

        var merged = new SortedList<string, MergedQueue>(StringComparer.Ordinal);
        foreach (var queue in queues.Values)
        {
            var lease = PolicyRange.Lease(
                $"The lease of queue '{queue.Name}'",
                queue.Lease,
                problems.At(RuleIds.Literal, Subject.Queue(queue.Name), "Lease")
            );
            var target = targets[queue.Name];
            merged[queue.Name] = new MergedQueue(queue.Name, queue.Durable, target, lease) { Accept = queue.Accept };
            if (target is null)
            {
                continue;
            }

            if (queue.DeadLetter is null && !queues.ContainsKey(target))
            {
                NameRule.Check(
                    $"The name '{target}' of the dead-letter queue of '{queue.Name}'",
                    target,
                    problems.At(RuleIds.DeadLetter, Subject.Queue(queue.Name))
                );
                merged[target] = new MergedQueue(target, Durable: true, DeadLetter: null, Default());
            }

            Check(queue, target, queues, problems);
        }

        CheckCycles(targets, problems);
        return [.. merged.Values];
    }

    private static string? Target(QueueEntry queue, SortedList<string, QueueEntry> queues, HashSet<string> declared)
    {
        if (queue.DeadLetter is { } named)
        {
            return named;
        }

        return declared.Contains(queue.Name) || IsDefaultOfAnother(queue, queues) ? null : queue.Name + Suffix;
    }

    /// <summary>Whether this is the declared <c>x.dead</c> of a queue <c>x</c> that names no dead letter itself.</summary>
    private static bool IsDefaultOfAnother(QueueEntry queue, SortedList<string, QueueEntry> queues) =>
        queue.Name.EndsWith(Suffix, StringComparison.Ordinal)
        && queues.TryGetValue(queue.Name.Substring(0, queue.Name.Length - Suffix.Length), out var source)
        && source.DeadLetter is null;

    private static void Check(QueueEntry queue, string target, SortedList<string, QueueEntry> queues, ProblemList problems)
    {
        if (target == queue.Name)
        {
            problems.Add(
                RuleIds.DeadLetter,
                Subject.Queue(queue.Name),
                "DeadLetter",
                $"Queue '{queue.Name}' is its own dead-letter queue: a failing message would come back for ever. Name another queue."
            );
        }
        else if (queues.TryGetValue(target, out var dead))
        {
            if (queue.Durable && !dead.Durable)
            {
                problems.Add(
                    RuleIds.DeadLetter,
                    Subject.Queue(queue.Name),
                    "DeadLetter",
                    $"Queue '{queue.Name}' is durable and its dead-letter queue '{target}' is not: a restart would lose the dead letters. "
                        + $"Make '{target}' durable, or name another DeadLetter."
                );
            }
        }
        else if (queue.DeadLetter is not null)
        {
            problems.Add(
                RuleIds.DeadLetter,
                Subject.Queue(queue.Name),
                "DeadLetter",
                $"Queue '{queue.Name}' sends its dead letters to '{target}', which is not declared. "
                    + $"Declare a constant \"{target}\" with [Queue], or leave DeadLetter out and '{queue.Name}{Suffix}' is created."
            );
        }
    }

    private static void CheckCycles(Dictionary<string, string?> targets, ProblemList problems)
    {
        var finished = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in targets.Keys.OrderBy(name => name, StringComparer.Ordinal))
        {
            var path = new List<string>();
            var current = start;
            while (current is not null && !finished.Contains(current) && !path.Contains(current))
            {
                path.Add(current);
                targets.TryGetValue(current, out current);
            }

            // A circle of one was said in plainer words.
            if (current is not null && path.IndexOf(current) is >= 0 and var first && path.Count - first > 1)
            {
                problems.Add(
                    RuleIds.DeadLetter,
                    Subject.Queue(path[path.Count - 1]),
                    "DeadLetter",
                    $"Dead letters would go round in a circle: {string.Join(" -> ", path.Skip(first).Append(current))}. "
                        + "Leave DeadLetter out on the last of them."
                );
            }

            finished.UnionWith(path);
        }
    }

    private static TimeSpan Default() => Wire.Duration.TryParse(QueueEntry.DefaultLease, out var lease) ? lease : default;
}

using Waybill.Manifests;
using Waybill.Roslyn;

namespace Waybill.Topologies;

/// <summary>Checks every handler's policies, and gathers the handlers that run here.</summary>
internal static class HandlerMerge
{
    public static EquatableArray<MergedHandler> Merge(
        IReadOnlyList<ModuleInput> modules,
        SortedDictionary<string, QueueEntry> queues,
        SortedDictionary<string, MessageEntry> messages,
        List<string> problems
    )
    {
        var running = new SortedDictionary<string, MergedHandler>(StringComparer.Ordinal);
        foreach (var module in modules)
        {
            foreach (var handler in module.Manifest.Handlers)
            {
                CheckReferences(handler, queues, messages, problems);
                var merged = Merge(handler, problems);
                if (!module.RunsHandlers)
                {
                    continue;
                }

                if (!running.TryGetValue(handler.Queue, out var other))
                {
                    running.Add(handler.Queue, merged);
                }
                else
                {
                    problems.Add(
                        $"Queue '{handler.Queue}' has two handler classes, {other.Type} and {handler.Type}. "
                            + "Move their methods into one class, or give one of them a queue of its own."
                    );
                }
            }
        }

        return [.. running.Values];
    }

    private static void CheckReferences(
        HandlerEntry handler,
        SortedDictionary<string, QueueEntry> queues,
        SortedDictionary<string, MessageEntry> messages,
        List<string> problems
    )
    {
        if (!queues.ContainsKey(handler.Queue))
        {
            problems.Add(
                $"{Of(handler)} names a queue that is not declared. Declare a constant \"{handler.Queue}\" with [Queue], or reference the assembly that does."
            );
        }

        if (handler.Messages.Count == 0)
        {
            problems.Add(
                $"{Of(handler)} handles no message. Give it a public method Handle or HandleAsync whose first parameter is a [Message] type."
            );
        }

        foreach (var group in handler.Messages.GroupBy(handled => handled.Message, StringComparer.Ordinal))
        {
            if (group.Count() > 1)
            {
                problems.Add($"{Of(handler)} has {group.Count()} methods that handle {group.Key}. Keep one of them.");
            }

            if (!messages.ContainsKey(group.Key))
            {
                problems.Add(
                    $"{Of(handler)} handles {group.Key}, which no module declares. Put [Message] on the type, and rebuild its assembly."
                );
            }
        }
    }

    private static MergedHandler Merge(HandlerEntry handler, List<string> problems)
    {
        RangeRule.Number($"The prefetch of {Lower(handler)}", handler.Prefetch, 1, 65_535, problems);
        RangeRule.Number($"The concurrency of {Lower(handler)} (0 means the processor count)", handler.Concurrency, 0, 1_024, problems);
        if (handler.Concurrency > handler.Prefetch)
        {
            problems.Add(
                $"{Of(handler)} has a concurrency of {handler.Concurrency} and a prefetch of {handler.Prefetch}, so that calls would wait for messages. "
                    + "Raise Prefetch, or lower Concurrency."
            );
        }

        if (handler.PrefetchBytes < 1)
        {
            problems.Add($"The prefetch in bytes of {Lower(handler)} is {handler.PrefetchBytes}. Choose 1 or more.");
        }

        return new MergedHandler(
            handler.Queue,
            handler.Type,
            handler.Prefetch,
            handler.PrefetchBytes,
            handler.Concurrency,
            RangeRule.Duration($"The timeout of {Lower(handler)}", handler.Timeout, "1ms", "12h", problems),
            handler.Lifetime,
            [
                .. handler
                    .Messages.OrderBy(handled => handled.Message, StringComparer.Ordinal)
                    .Select(handled => Merge(handled, $"of {handled.Message} in {Lower(handler)}", problems)),
            ]
        );
    }

    private static HandledMessage Merge(HandledEntry handled, string of, List<string> problems)
    {
        var retry = handled.Retry;
        RangeRule.Number($"The number of attempts {of}", retry.Attempts, 1, 1_000, problems);
        var delay = RangeRule.Duration($"The retry delay {of}", retry.Delay, "0s", "7d", problems);
        var maxDelay = RangeRule.Duration($"The greatest retry delay {of}", retry.MaxDelay, "0s", "7d", problems);
        if (delay > maxDelay && maxDelay > TimeSpan.Zero)
        {
            problems.Add($"The retry delay {of} is {retry.Delay}, above its MaxDelay of {retry.MaxDelay}. Raise MaxDelay.");
        }

        var retention = handled.Inbox is { } inbox
            ? RangeRule.Duration($"The inbox retention {of}", inbox.Retention, "1s", "365d", problems)
            : TimeSpan.Zero;
        return new HandledMessage(
            handled.Message,
            retry.Attempts,
            retry.Backoff,
            delay,
            maxDelay,
            retry.Jitter,
            handled.Inbox is not null,
            handled.Inbox?.Key,
            retention,
            handled.Discard
        );
    }

    private static string Of(HandlerEntry handler) => $"Handler {handler.Type} of queue '{handler.Queue}'";

    private static string Lower(HandlerEntry handler) => $"handler {handler.Type} of queue '{handler.Queue}'";
}

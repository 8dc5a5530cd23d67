using Waybill.Manifests;
using Waybill.Roslyn;

namespace Waybill.Topologies;

/// <summary>Checks every handler's policies, and gathers the handlers that run here.</summary>
internal static class HandlerMerge
{
    public static EquatableArray<MergedHandler> Merge(
        IReadOnlyList<ModuleInput> modules,
        SortedList<string, QueueEntry> queues,
        SortedList<string, MessageEntry> messages,
        ProblemList problems
    )
    {
        var running = new SortedList<string, MergedHandler>(StringComparer.Ordinal);
        foreach (var module in modules)
        {
            foreach (var flaw in module.Manifest.Flaws)
            {
                problems.Add(
                    RuleIds.Handler,
                    Subject.Module(module.Manifest.Module),
                    part: null,
                    $"Around every handler of {module.Manifest.Module}: {flaw}"
                );
            }

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
                        RuleIds.Handler,
                        Subject.Of(handler),
                        "queue",
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
        SortedList<string, QueueEntry> queues,
        SortedList<string, MessageEntry> messages,
        ProblemList problems
    )
    {
        if (!queues.ContainsKey(handler.Queue))
        {
            problems.Add(
                RuleIds.Undeclared,
                Subject.Of(handler),
                "queue",
                $"{Of(handler)} names a queue that is not declared. Declare a constant \"{handler.Queue}\" with [Queue], or reference the assembly that does."
            );
        }

        foreach (var flaw in handler.Flaws)
        {
            problems.Add(RuleIds.Handler, Subject.Of(handler), part: null, $"{Of(handler)}: {flaw}");
        }

        if (handler.Messages.Count == 0 && handler.Flaws.Count == 0)
        {
            problems.Add(
                RuleIds.Handler,
                Subject.Of(handler),
                part: null,
                $"{Of(handler)} handles no message. Give it a public method Handle or HandleAsync whose first parameter is a [Message] type."
            );
        }

        foreach (var group in handler.Messages.GroupBy(handled => handled.Message, StringComparer.Ordinal))
        {
            if (group.Count() > 1)
            {
                problems.Add(
                    RuleIds.Handler,
                    Subject.Of(handler, group.Key),
                    part: null,
                    $"{Of(handler)} has {group.Count()} methods that handle {group.Key}. Keep one of them."
                );
            }

            if (!messages.ContainsKey(group.Key))
            {
                problems.Add(
                    RuleIds.Handler,
                    Subject.Of(handler, group.Key),
                    part: null,
                    $"{Of(handler)} handles {group.Key}, which no module declares. Put [Message] on the type, and rebuild its assembly."
                );
            }
        }
    }

    private static MergedHandler Merge(HandlerEntry handler, ProblemList problems)
    {
        var subject = Subject.Of(handler);
        PolicyRange.Prefetch($"The prefetch of {Lower(handler)}", handler.Prefetch, problems.At(RuleIds.Literal, subject, "Prefetch"));
        PolicyRange.Concurrency(
            $"The concurrency of {Lower(handler)}",
            handler.Concurrency,
            problems.At(RuleIds.Literal, subject, "Concurrency")
        );
        if (handler.Concurrency > handler.Prefetch)
        {
            problems.Add(
                RuleIds.Prefetch,
                subject,
                "Concurrency",
                $"{Of(handler)} has a concurrency of {handler.Concurrency} and a prefetch of {handler.Prefetch}, so that calls would wait for messages. "
                    + "Raise Prefetch, or lower Concurrency."
            );
        }

        PolicyRange.PrefetchBytes(
            $"The prefetch in bytes of {Lower(handler)}",
            handler.PrefetchBytes,
            problems.At(RuleIds.Literal, subject, "PrefetchBytes")
        );

        return new MergedHandler(
            handler.Queue,
            handler.Type,
            handler.Prefetch,
            handler.PrefetchBytes,
            handler.Concurrency,
            PolicyRange.Timeout($"The timeout of {Lower(handler)}", handler.Timeout, problems.At(RuleIds.Literal, subject, "Timeout")),
            handler.Lifetime,
            [
                .. handler
                    .Messages.OrderBy(handled => handled.Message, StringComparer.Ordinal)
                    .Select(handled =>
                        Merge(handled, Subject.Of(handler, handled.Message), $"of {handled.Message} in {Lower(handler)}", problems)
                    ),
            ]
        );
    }

    private static HandledMessage Merge(HandledEntry handled, Subject subject, string of, ProblemList problems)
    {
        var retry = handled.Retry;
        PolicyRange.Attempts($"The number of attempts {of}", retry.Attempts, problems.At(RuleIds.RetryBound, subject, "Retry.attempts"));
        var delay = PolicyRange.RetryDelay($"The retry delay {of}", retry.Delay, problems.At(RuleIds.Literal, subject, "Retry.Delay"));
        var maxDelay = PolicyRange.RetryDelay(
            $"The greatest retry delay {of}",
            retry.MaxDelay,
            problems.At(RuleIds.Literal, subject, "Retry.MaxDelay")
        );
        if (delay > maxDelay && maxDelay > TimeSpan.Zero)
        {
            problems.Add(
                RuleIds.Literal,
                subject,
                "Retry.Delay",
                $"The retry delay {of} is {retry.Delay}, above its MaxDelay of {retry.MaxDelay}. Raise MaxDelay."
            );
        }

        Unfit(retry.OnProblem, "Retry.On");
        Unfit(retry.NeverProblem, "Retry.Never");
        if (handled.Inbox is { KeyProblem: { } keyProblem } keyed)
        {
            problems.Add(
                RuleIds.Handler,
                subject,
                "Idempotent.Key",
                $"The inbox key {of} is '{keyed.Key}', and {keyProblem}. "
                    + "Name a property in [Idempotent(Key = …)] that is text, a number, an enum, a Guid, or a date or time."
            );
        }

        var retention = handled.Inbox is { } inbox
            ? PolicyRange.Retention(
                $"The inbox retention {of}",
                inbox.Retention,
                problems.At(RuleIds.Literal, subject, "Idempotent.Retention")
            )
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

        void Unfit(string? problem, string part)
        {
            if (problem is not null)
            {
                problems.Add(RuleIds.Handler, subject, part, $"The retry {of}: {problem}");
            }
        }
    }

    private static string Of(HandlerEntry handler) => $"Handler {handler.Type} of queue '{handler.Queue}'";

    private static string Lower(HandlerEntry handler) => $"handler {handler.Type} of queue '{handler.Queue}'";
}

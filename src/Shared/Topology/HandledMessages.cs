using Waybill.Manifests;

namespace Waybill.Topologies;

/// <summary>Which message types each queue's handlers handle, over all modules: whether or not the handlers run here, the queues want the messages.</summary>
internal sealed class HandledMessages
{
    private readonly SortedList<string, SortedList<string, MessageEntry>> _byQueue = new(StringComparer.Ordinal);

    public HandledMessages(IReadOnlyList<ModuleInput> modules, SortedList<string, MessageEntry> messages)
    {
        foreach (var handler in modules.SelectMany(module => module.Manifest.Handlers))
        {
            if (!_byQueue.TryGetValue(handler.Queue, out var handled))
            {
                _byQueue.Add(handler.Queue, handled = new(StringComparer.Ordinal));
            }

            foreach (var name in handler.Messages.Select(entry => entry.Message))
            {
                if (messages.TryGetValue(name, out var message))
                {
                    handled[name] = message;
                }
            }
        }
    }

    /// <summary>Every queue that a handler names, with the message types handled there.</summary>
    public IEnumerable<KeyValuePair<string, SortedList<string, MessageEntry>>> ByQueue => _byQueue;

    /// <summary>The one exchange of a queue's handled messages; null, and a problem, when there is none or more than one.</summary>
    public string? SharedExchange(BindingEntry binding, ProblemList problems)
    {
        var exchanges = _byQueue.TryGetValue(binding.Queue, out var handled)
            ? handled
                .Values.Select(message => message.Exchange)
                .OfType<string>()
                .Distinct()
                .OrderBy(name => name, StringComparer.Ordinal)
                .ToList()
            : [];
        if (exchanges.Count == 1)
        {
            return exchanges[0];
        }

        var found = exchanges.Count == 0 ? "none" : string.Join(", ", exchanges.Select(name => $"'{name}'"));
        problems.Add(
            RuleIds.Undeclared,
            Subject.Of(binding),
            "pattern",
            $"The binding '{binding.Pattern}' of queue '{binding.Queue}' names no exchange, and the messages handled there do not share one (found: {found}). "
                + "Write [Binding(exchange, pattern)]."
        );
        return null;
    }
}

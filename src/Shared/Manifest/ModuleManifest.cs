using Waybill.Roslyn;

namespace Waybill.Manifests;

/// <summary>An assembly's messages, topology and handler policies as data. Values stand as they were declared; whether they make sense is for the merge to say.</summary>
internal sealed record ModuleManifest
{
    /// <summary>The module type's full name.</summary>
    public required string Module { get; init; }

    /// <summary>Why something around every handler cannot be called as it was meant, in sentences: only the compiler can see that.</summary>
    public EquatableArray<string> Flaws { get; init; }

    public EquatableArray<ExchangeEntry> Exchanges { get; init; }

    public EquatableArray<QueueEntry> Queues { get; init; }

    public EquatableArray<BindingEntry> Bindings { get; init; }

    public EquatableArray<MessageEntry> Messages { get; init; }

    public EquatableArray<HandlerEntry> Handlers { get; init; }

    /// <summary>Whether there is anything that a module would carry.</summary>
    public bool IsEmpty => Exchanges.Count == 0 && Queues.Count == 0 && Bindings.Count == 0 && Messages.Count == 0 && Handlers.Count == 0;
}

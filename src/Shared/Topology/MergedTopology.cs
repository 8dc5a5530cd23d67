using Waybill.Manifests;
using Waybill.Roslyn;

namespace Waybill.Topologies;

/// <summary>Everything that the modules declare together, each thing once, in ordinal order of names.</summary>
/// <param name="Exchanges">Every exchange.</param>
/// <param name="Queues">Every queue, the dead-letter queues that nobody declared too.</param>
/// <param name="Bindings">Every binding, explicit and inferred.</param>
/// <param name="Messages">Every message type.</param>
/// <param name="Handlers">The handlers that run here.</param>
internal sealed record MergedTopology(
    EquatableArray<ExchangeEntry> Exchanges,
    EquatableArray<MergedQueue> Queues,
    EquatableArray<MergedBinding> Bindings,
    EquatableArray<MessageEntry> Messages,
    EquatableArray<MergedHandler> Handlers
);

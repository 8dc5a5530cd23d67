using Waybill.Manifests;
using Waybill.Roslyn;

namespace Waybill.Generators;

/// <summary>What an assembly's constants declare.</summary>
/// <param name="Exchanges">The exchanges.</param>
/// <param name="Queues">The queues.</param>
/// <param name="Bindings">The bindings of those queues.</param>
internal sealed record TopologyModel(
    EquatableArray<ExchangeEntry> Exchanges,
    EquatableArray<QueueEntry> Queues,
    EquatableArray<BindingEntry> Bindings
);

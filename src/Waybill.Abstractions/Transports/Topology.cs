using System.Collections.Immutable;

namespace Waybill.Transports;

/// <summary>Everything declared, merged from the modules and validated: what a transport provisions when it opens.</summary>
/// <param name="Exchanges">Every exchange.</param>
/// <param name="Queues">Every queue, dead-letter queues too.</param>
/// <param name="Bindings">Every binding, the inferred ones too.</param>
public sealed record Topology(
    ImmutableArray<ExchangeDeclaration> Exchanges,
    ImmutableArray<QueueDeclaration> Queues,
    ImmutableArray<BindingDeclaration> Bindings
);

using Waybill.Broker.Core;
using Waybill.Broker.Publishing;
using Waybill.Broker.Receiving;
using Waybill.Storage;
using Waybill.Transports;

namespace Waybill.Broker.Loop;

/// <summary>An accepted outcome on its way through the journal.</summary>
/// <param name="Receiver">Who is told when it is durable; null for an expired lease, whose receiver has heard of it.</param>
/// <param name="Queue">The queue of the entry.</param>
/// <param name="Token">The lease.</param>
/// <param name="Entry">The leased entry.</param>
/// <param name="Head">The record without its publishes.</param>
/// <param name="Outgoing">The publishes; null for none.</param>
/// <param name="Level">How durable it must be.</param>
internal sealed record PendingOutcome(
    EmbeddedReceiver? Receiver,
    QueueState Queue,
    DeliveryToken Token,
    QueueEntry Entry,
    byte[] Head,
    EmbeddedOutgoingBatch? Outgoing,
    CommitLevel Level
);

using Waybill.Broker.Core.Index;
using Waybill.Broker.Core.Recovery;
using Waybill.Transports;

namespace Waybill.Broker.Core;

/// <summary>The broker's state at one moment, as its records have made it: what is leased waits in it, and what is in memory only is not in it. Any thread may read it.</summary>
/// <param name="Symbols">Every text that records name by a number, in the order of their records: of several symbols for one text the first counts.</param>
/// <param name="Producers">How far each producer came, by name.</param>
/// <param name="Claims">The inbox's claimed keys, and when each is forgotten.</param>
/// <param name="Queues">The queues.</param>
internal sealed record StateSnapshot(
    IReadOnlyList<KeyValuePair<int, string>> Symbols,
    IReadOnlyList<KeyValuePair<string, ProducerState>> Producers,
    IReadOnlyList<KeyValuePair<InboxKey, long>> Claims,
    IReadOnlyList<QueueSnapshot> Queues
)
{
    /// <summary>What queues held that were purged without a record: no part of the state, but whoever opens with an older checkpoint still needs it.</summary>
    public IReadOnlyList<QueueSnapshot> Purged { get; init; } = [];
}

/// <summary>A queue at one moment.</summary>
/// <param name="Symbol">The symbol of its name.</param>
/// <param name="Counters">Its totals.</param>
/// <param name="Waiting">What only waits, in order; messages in memory may be among them.</param>
/// <param name="Placed">What has had an attempt or a delay, is leased or is parked.</param>
internal sealed record QueueSnapshot(int Symbol, QueueCounters Counters, IReadOnlyList<EntryRun> Waiting, PlacedSnapshot Placed);

using System.Text;
using Waybill.Broker.Core;
using Waybill.Broker.Handover;
using Waybill.Broker.Loop;
using Waybill.Transports;

namespace Waybill.Broker.Inspecting;

/// <summary>What a state and its records tell of the queues; for a running broker and for a folder alike.</summary>
internal static class QueueReports
{
    public static IReadOnlyList<QueueStatus> Status(BrokerState state, RecordStore records, HandoverQueues? ways = null) =>
        [
            .. from queue in state.Queues
            where queue.Declaration is not null || !queue.IsEmpty || HasHistory(queue.Counters)
            orderby queue.Name
            select Status(queue, records, ways?.Of(queue.Symbol)),
        ];

    public static IReadOnlyList<StoredMessage> Browse(
        BrokerState state,
        RecordStore records,
        string queue,
        int limit,
        HandoverQueues? ways = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var found =
            state.Queues.FirstOrDefault(known => known.Name == queue)
            ?? throw new ArgumentException(
                $"There is no queue '{queue}'. Known: {string.Join(", ", state.Queues.Select(known => known.Name).Order(StringComparer.Ordinal))}.",
                nameof(queue)
            );
        var stored = found.Browse(limit).Select(entry => Read(entry, state.Symbols, records));
        var way = ways?.Of(found.Symbol);
        var waiting = way?.Waiting.Select(Copy) ?? [];
        // As long as messages are handed over, those in the queue came back to it; afterwards they came later than those that still wait.
        return [.. (way is { IsOpen: false } ? waiting.Concat(stored) : stored.Concat(waiting)).Take(limit)];
    }

    private static QueueStatus Status(QueueState queue, RecordStore records, HandoverQueue? way) =>
        new()
        {
            Name = queue.Name,
            Ready = queue.Ready + (way?.Ready ?? 0),
            Delayed = queue.Delayed,
            InFlight = queue.InFlight + (way?.InFlight ?? 0),
            Completed = queue.Counters.Completed + (way?.Completed ?? 0),
            Retried = queue.Counters.Retried,
            DeadLettered = queue.Counters.DeadLettered,
            Discarded = queue.Counters.Discarded,
            DuplicatesSuppressed = queue.Counters.DuplicatesSuppressed,
            OldestReady = queue.TryPeekReady(out var oldest) ? PublishedAt(oldest, records) : way?.Oldest?.PublishedAt,
        };

    private static bool HasHistory(QueueCounters counters) =>
        counters.Completed + counters.Retried + counters.DeadLettered + counters.Discarded + counters.DuplicatesSuppressed > 0;

    private static DateTimeOffset PublishedAt(QueueEntry entry, RecordStore records) =>
        DateTimeOffset.FromUnixTimeMilliseconds(records.Message(entry.Message).TimestampMilliseconds);

    private static StoredMessage Copy(Delivery delivery) =>
        new(
            delivery.Token.Position,
            delivery.MessageId,
            delivery.MessageType,
            delivery.RoutingKey,
            delivery.Body.ToArray(),
            delivery.PublishedAt,
            delivery.Failed,
            delivery.Headers,
            []
        );

    private static StoredMessage Read(QueueEntry entry, SymbolTable symbols, RecordStore records)
    {
        var message = records.Message(entry.Message);
        var id = message.Id;
        var name = symbols.TextOf(message.Type);
        var key = Encoding.UTF8.GetString(message.RoutingKey);
        var body = message.Body.ToArray();
        var published = DateTimeOffset.FromUnixTimeMilliseconds(message.TimestampMilliseconds);
        var headers = message.ReadHeaders();
        // Reading the deaths may replace the bytes that the message lies in.
        return new StoredMessage(entry.Message.Lsn, id, name, key, body, published, entry.Failed, headers, records.Deaths(entry.DeathLsn));
    }
}

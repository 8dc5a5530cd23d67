using System.Text;
using Waybill.Broker.Core;
using Waybill.Broker.Loop;
using Waybill.Transports;

namespace Waybill.Broker.Inspecting;

/// <summary>What a state and its records tell of the queues; for a running broker and for a folder alike.</summary>
internal static class QueueReports
{
    public static IReadOnlyList<QueueStatus> Status(BrokerState state, RecordStore records) =>
        [
            .. from queue in state.Queues
            where queue.Declaration is not null || !queue.IsEmpty || HasHistory(queue.Counters)
            orderby queue.Name
            select Status(queue, records),
        ];

    public static IReadOnlyList<StoredMessage> Browse(BrokerState state, RecordStore records, string queue, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var found =
            state.Queues.FirstOrDefault(known => known.Name == queue)
            ?? throw new ArgumentException(
                $"There is no queue '{queue}'. Known: {string.Join(", ", state.Queues.Select(known => known.Name).Order(StringComparer.Ordinal))}.",
                nameof(queue)
            );
        return [.. found.Browse(limit).Select(entry => Read(entry, state.Symbols, records))];
    }

    private static QueueStatus Status(QueueState queue, RecordStore records) =>
        new()
        {
            Name = queue.Name,
            Ready = queue.Ready,
            Delayed = queue.Delayed,
            InFlight = queue.InFlight,
            Completed = queue.Counters.Completed,
            Retried = queue.Counters.Retried,
            DeadLettered = queue.Counters.DeadLettered,
            Discarded = queue.Counters.Discarded,
            DuplicatesSuppressed = queue.Counters.DuplicatesSuppressed,
            OldestReady = queue.TryPeekReady(out var oldest) ? PublishedAt(oldest, records) : null,
        };

    private static bool HasHistory(QueueCounters counters) =>
        counters.Completed + counters.Retried + counters.DeadLettered + counters.Discarded + counters.DuplicatesSuppressed > 0;

    private static DateTimeOffset PublishedAt(QueueEntry entry, RecordStore records) =>
        DateTimeOffset.FromUnixTimeMilliseconds(records.Message(entry.Message).TimestampMilliseconds);

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

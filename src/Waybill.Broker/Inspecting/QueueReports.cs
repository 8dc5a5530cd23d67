using System.Collections.Immutable;
using System.Text;
using Waybill.Broker.Core;
using Waybill.Broker.Handover;
using Waybill.Broker.Loop;
using Waybill.Broker.Records;
using Waybill.Transports;

namespace Waybill.Broker.Inspecting;

/// <summary>What a state and its records tell of the queues; for a running broker and for a folder alike.</summary>
internal static class QueueReports
{
    // A running broker does nothing else meanwhile.
    private const int MaxBrowsed = 10_000;
    private const int MaxBrowsedBytes = 64 << 20;

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
        limit = Math.Min(limit, MaxBrowsed);
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
        return Copies((way is { IsOpen: false } ? waiting.Concat(stored) : stored.Concat(waiting)).Take(limit));
    }

    private static List<StoredMessage> Copies(IEnumerable<StoredMessage> messages)
    {
        var copies = new List<StoredMessage>();
        var bytes = 0L;
        foreach (var message in messages)
        {
            copies.Add(message);
            bytes += message.Body.Length;
            if (bytes >= MaxBrowsedBytes)
            {
                break;
            }
        }

        return copies;
    }

    private static QueueStatus Status(QueueState queue, RecordStore records, HandoverQueue? way) =>
        new()
        {
            Name = queue.Name,
            Ready = queue.Ready + (way?.Ready ?? 0),
            Delayed = queue.Delayed,
            Parked = queue.Parked,
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

    /// <summary>Null where the record cannot be read: one of them must not hide all queues.</summary>
    private static DateTimeOffset? PublishedAt(QueueEntry entry, RecordStore records)
    {
        try
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(records.Message(entry.Message).TimestampMilliseconds);
        }
        catch (Exception exception) when (RecordDamage.IsToldBy(exception))
        {
            return null;
        }
    }

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
        StoredMessage message;
        try
        {
            message = ReadMessage(entry, symbols, records);
        }
        catch (Exception exception) when (RecordDamage.IsToldBy(exception))
        {
            return new StoredMessage(
                entry.Message.Lsn,
                Guid.Empty,
                "",
                "",
                default,
                default,
                entry.Failed,
                ImmutableDictionary<string, string>.Empty,
                []
            )
            {
                Damage = $"The message cannot be read: {exception.Message}",
            };
        }

        try
        {
            // Reading the deaths may replace the bytes that the message lies in: it has been copied.
            return message with { Deaths = records.Deaths(entry.DeathLsn) };
        }
        catch (Exception exception) when (RecordDamage.IsToldBy(exception))
        {
            return message with { Damage = $"What the message died of cannot be read: {exception.Message}" };
        }
    }

    private static StoredMessage ReadMessage(QueueEntry entry, SymbolTable symbols, RecordStore records)
    {
        var message = records.Message(entry.Message);
        var id = message.Id;
        var name = symbols.TextOf(message.Type);
        var key = Encoding.UTF8.GetString(message.RoutingKey);
        var body = message.Body.ToArray();
        var published = DateTimeOffset.FromUnixTimeMilliseconds(message.TimestampMilliseconds);
        return new StoredMessage(entry.Message.Lsn, id, name, key, body, published, entry.Failed, message.ReadHeaders(), []);
    }
}

using Waybill.Manifests;
using Waybill.Runtime.Tests.Fakes;

namespace Waybill.Runtime.Tests.Hosting;

/// <summary>Manifests as the generator writes them, by hand.</summary>
internal static class TestManifests
{
    public static readonly ModuleManifest Orders = new()
    {
        Module = "Tests.OrdersModule",
        Exchanges =
        [
            new ExchangeEntry(TestTopology.Orders, ExchangeType.Topic, Durable: true, Ephemeral: null),
            new ExchangeEntry(TestTopology.Ticks, ExchangeType.Fanout, Durable: false, Ephemeral: "a test"),
        ],
        Queues =
        [
            new QueueEntry(TestTopology.Inventory, Durable: true, DeadLetter: null, "30s", Ephemeral: null),
            new QueueEntry(TestTopology.Scratch, Durable: false, DeadLetter: null, "30s", Ephemeral: "a test"),
        ],
        Messages =
        [
            Message(OrderPlaced.Type.Name, TestTopology.Orders, "order.{Region}.placed"),
            Message("Tests.Tick", TestTopology.Ticks, ""),
        ],
        Handlers = [Handler(TestTopology.Inventory, OrderPlaced.Type.Name)],
    };

    public static MessageEntry Message(string name, string? exchange, string key) =>
        new(name, name, exchange, key, Durability: null, Mandatory: false, Ephemeral: null);

    public static HandlerEntry Handler(string queue, string message, InboxEntry? inbox = null, RetryEntry? retry = null) =>
        new(
            queue,
            $"Tests.{queue}Handler",
            Prefetch: 64,
            PrefetchBytes: 1 << 20,
            Concurrency: 2,
            "30s",
            HandlerLifetime.Scoped,
            [new HandledEntry(message, retry ?? new RetryEntry(Jitter: false), inbox, Discard: null, NaturallyIdempotent: null)]
        );
}

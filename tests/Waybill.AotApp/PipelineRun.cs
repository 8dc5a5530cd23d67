using Waybill.AotApp.Handlers;

namespace Waybill.AotApp;

/// <summary>Orders through stock, payment and mail, over a restart; every feature of the runtime once.</summary>
internal static class PipelineRun
{
    private const string Region = "eu";
    private static readonly DateTimeOffset _placedAt = new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(2));

    public static async Task<bool> RunAsync(string folder, TextWriter output)
    {
        var expectations = new Expectations(output);
        await using (var shop = await Shop.StartAsync(folder, ShortDelays()))
        {
            await FirstRunAsync(shop, expectations);
        }

        await using (var shop = await Shop.StartAsync(folder, ShortDelays()))
        {
            await SecondRunAsync(shop, expectations);
        }

        await RefusedRunAsync(folder, expectations);
        return expectations.AllHeld;
    }

    private static async Task FirstRunAsync(Shop shop, Expectations expect)
    {
        var receipt = await shop.Bus.PublishAsync(Order("o-1"));
        expect.That("receipt", (Durability.Flushed, 1, false), (receipt.Durability, receipt.Destinations, receipt.Duplicate));
        await shop.Bus.PublishAsync(Order("o-1"));
        await shop.Bus.PublishBatchAsync<OrderPlaced>(new[] { Order(StockHandler.FailsOnce), Order(StockHandler.FailsAlways) });

        var stock = await shop.UntilAsync(Names.Stock, s => s is { Completed: 2, DeadLettered: 1, DuplicatesSuppressed: 1, InFlight: 0 });
        expect.That(
            "stock completed, retried, dead-lettered, suppressed",
            (2L, 3L, 1L, 1L),
            (stock.Completed, stock.Retried, stock.DeadLettered, stock.DuplicatesSuppressed)
        );
        expect.That("payments completed", 2, (await shop.UntilAsync(Names.Payments, s => s is { Completed: 2, InFlight: 0 })).Completed);
        expect.That("mail completed", 4, (await shop.UntilAsync(Names.Mail, s => s is { Completed: 4, InFlight: 0 })).Completed);

        expect.That("the order as it was decoded", 1, shop.Ledger[$"reserved {Order("o-1").Text()}"]);
        expect.That("calls that failed", (1, 3), (Failures(shop, StockHandler.FailsOnce), Failures(shop, StockHandler.FailsAlways)));
        expect.That("middleware before and after", (6, 2), (shop.Ledger["middleware before"], shop.Ledger["middleware after"]));
        expect.That("mail", (1, 1), (shop.Ledger["mail reserved o-1"], shop.Ledger["mail paid o-1 99.90"]));

        var dead = await shop.Transport.BrowseAsync(Names.Dead, 10, CancellationToken.None);
        expect.That("dead letters", 1, dead.Count);
        expect.That(
            "the death",
            ("order.eu.placed", Names.Stock, "DeliveryLimit", "no stock for fails-always"),
            (dead[0].RoutingKey, dead[0].Deaths[0].Queue, dead[0].Deaths[0].Reason.ToString(), dead[0].Deaths[0].Message)
        );
        await shop.Bus.SendAsync(Names.Pings, new Ping(1));
        await PingHandler.Called;
    }

    private static async Task SecondRunAsync(Shop shop, Expectations expect)
    {
        await shop.Bus.PublishAsync(Order("o-1"));
        await shop.Bus.PublishAsync(Order("o-2"));
        var stock = await shop.UntilAsync(Names.Stock, s => s is { Completed: 3, DuplicatesSuppressed: 2, InFlight: 0 });
        expect.That("after the restart: stock completed, suppressed", (3L, 2L), (stock.Completed, stock.DuplicatesSuppressed));
        expect.That("after the restart: calls", (0, 1), (Reserved(shop, "o-1"), Reserved(shop, "o-2")));
        expect.That("after the restart: dead letters", 1, (await shop.Transport.BrowseAsync(Names.Dead, 10, CancellationToken.None)).Count);
        expect.That(
            "after the restart: mail completed",
            6,
            (await shop.UntilAsync(Names.Mail, s => s is { Completed: 6, InFlight: 0 })).Completed
        );
    }

    private static async Task RefusedRunAsync(string folder, Expectations expect)
    {
        try
        {
            await using var shop = await Shop.StartAsync(
                folder,
                new("Waybill:Queues:stocks:Prefetch", "4"),
                new("Waybill:Queues:stock:Prefetch", "many")
            );
            expect.That("bad configuration", "refused", "accepted");
        }
        catch (TopologyValidationException exception)
        {
            expect.That("problems of a bad configuration", 2, exception.Problems.Count);
        }
    }

    private static int Failures(Shop shop, string order) => shop.Ledger[$"failed {order}"];

    private static int Reserved(Shop shop, string order) => shop.Ledger[$"reserved {Order(order).Text()}"];

    private static KeyValuePair<string, string?>[] ShortDelays() =>
        [new("Waybill:Queues:stock:Retry:Delay", "5ms"), new("Waybill:Queues:stock:Retry:MaxDelay", "20ms")];

    private static OrderPlaced Order(string id) =>
        new(
            id,
            Region,
            new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
            _placedAt,
            Channel.Store,
            id == "o-1" ? 10 : null,
            [new OrderLine("A", 2, 10.50m), new OrderLine("B", 1, 0.00001m)],
            new Dictionary<string, long> { ["gold"] = long.MaxValue, ["tin"] = -1 }
        );
}

using Waybill.Runtime.Tests.Fakes;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Hosting;

public sealed class ConfigurationTests
{
    [Fact]
    public async Task Overrides_hold_within_their_ranges_whatever_the_case()
    {
        await using var host = TestHost.Create<OrdersModule>(
            settings: new Dictionary<string, string?>
            {
                ["Waybill:Queues:inventory:Prefetch"] = "10",
                ["waybill:queues:INVENTORY:prefetchbytes"] = "1000",
                ["Waybill:Queues:inventory:Concurrency"] = "1",
                ["Waybill:Queues:inventory:Lease"] = "60s",
                ["Waybill:Queues:inventory:Retry:Attempts"] = "2",
                ["Waybill:Queues:inventory:Retry:Delay"] = "3s",
                ["Waybill:Queues:inventory.dead:Lease"] = "5m",
            }
        );
        host.Probe.Body = (_, _) => throw new InvalidOperationException("boom");

        await host.StartAsync();
        var receiver = host.Transport.Receiver();
        receiver.Deliver(new OrderPlaced(1));
        var first = await receiver.NextOutcomeAsync();
        receiver.Deliver(new OrderPlaced(1), failed: 1);
        var last = await receiver.NextOutcomeAsync();

        Assert.Equal(new ReceiverOptions(TestTopology.Inventory, 10, 1000) { Handover = true }, receiver.Options);
        Assert.Equal((OutcomeKind.Retry, TimeSpan.FromSeconds(3)), (first.Kind, first.Delay));
        Assert.Equal(OutcomeKind.DeadLetter, last.Kind);
        Assert.Equal(TimeSpan.FromSeconds(60), host.Transport.Topology!.Queues.Single(q => q.Name == TestTopology.Inventory).Lease);
        Assert.Equal(TimeSpan.FromMinutes(5), host.Transport.Topology.Queues.Single(q => q.Name == "inventory.dead").Lease);
    }

    [Theory]
    [InlineData("Queues:inventroy:Prefetch", "10", "Did you mean 'inventory'?")]
    [InlineData("Queues:inventory:Prefecth", "10", "Did you mean 'Prefetch'?")]
    [InlineData("Queues:inventory:Retry:Attempt", "10", "Did you mean 'Attempts'?")]
    [InlineData("Queue:inventory:Prefetch", "10", "Did you mean 'Queues'?")]
    [InlineData("Queues:inventory:Region", "10", "Waybill:Queues:inventory:Region is no setting. There are 'Concurrency', ")]
    [InlineData("Queues:basket:Prefetch", "10", "names the queue 'basket', which is not declared. There are ")]
    [InlineData("Colour", "green", "Waybill:Colour is no setting. There ")]
    [InlineData("Queues:inventory:Prefetch", "many", "no whole number")]
    [InlineData("Queues:inventory:Prefetch:Deeper", "10", "no whole number")]
    [InlineData("Queues:inventory:Prefetch", "0", "Choose 1 to 65535")]
    [InlineData("Queues:inventory:PrefetchBytes", "-1", "Choose 1 to")]
    [InlineData("Queues:inventory:Concurrency", "2000", "Choose 0 to 1024")]
    [InlineData("Queues:inventory:Timeout", "30", "is no duration")]
    [InlineData("Queues:inventory:Timeout", "13h", "Choose 1ms to 12h")]
    [InlineData("Queues:inventory:Lease", "10ms", "Choose 1s to 12h")]
    [InlineData("Queues:inventory:Retry:Attempts", "0", "Choose 1 to 1000")]
    [InlineData("Queues:inventory:Retry:Delay", "8d", "Choose 0s to 7d")]
    [InlineData("Queues:inventory:Retry:Delay", "1m", "above its greatest delay")]
    [InlineData("Queues:inventory:Prefetch", "1", "calls would wait")]
    [InlineData("Queues:inventory:Durable", "false", "only code may say it")]
    [InlineData("Queues:inventory:Bindings:0", "order.#", "only code may say it")]
    [InlineData("Queues:inventory:Retry:Never:0", "System.Exception", "only code may say it")]
    [InlineData("Queues:inventory", "10", "holds settings and no value")]
    [InlineData("Queues:inventory.dead:Prefetch", "5", "no module has a handler of queue 'inventory.dead'")]
    [InlineData("Queues:inventory.dead:retry:Attempts", "2", "no module has a handler")]
    [InlineData("DrainTimeout", "soon", "is no duration")]
    public async Task Each_mistake_is_named_with_the_way_out(string setting, string value, string expected)
    {
        await using var host = TestHost.Create<OrdersModule>(settings: new Dictionary<string, string?> { [$"Waybill:{setting}"] = value });

        Assert.Contains(expected, Assert.Single(await host.ProblemsAsync()));
    }

    [Fact]
    public async Task A_queue_may_have_the_separator_in_its_name()
    {
        await using var host = TestHost.Create<TenantsModule>(
            settings: new Dictionary<string, string?>
            {
                ["Waybill:Queues:tenant:Prefetch"] = "7",
                ["Waybill:Queues:tenant:Retry:Attempts"] = "2",
                ["Waybill:Queues:tenant:orders:Prefetch"] = "8",
                ["waybill:queues:TENANT:ORDERS:eu:west:prefetch"] = "9",
                ["Waybill:Queues:tenant:orders:Lease"] = "60s",
            }
        );

        await host.StartAsync();

        Assert.Equal([7, 8, 9], TenantsModule.Queues.Select(queue => host.Transport.Receiver(queue).Options.Prefetch));
        Assert.Equal(TimeSpan.FromSeconds(60), host.Transport.Topology!.Queues.Single(queue => queue.Name == "tenant:orders").Lease);
    }

    [Theory]
    [InlineData("Queues:tenant:order:Prefetch", "10", "Waybill:Queues:tenant:order is no setting. Did you mean 'orders'?")]
    [InlineData("Queues:tenat:orders:Prefetch", "10", "names the queue 'tenat', which is not declared. Did you mean 'tenant'?")]
    [InlineData(
        "Queues:tenant:orders:eu:Prefetch",
        "10",
        "'tenant:orders:eu:Prefetch', which is not declared. Did you mean 'tenant:orders:eu:west'?"
    )]
    [InlineData("Queues:tenant:orders:eu", "10", "holds settings and no value")]
    [InlineData("Queues:tenant:orders", "10", "holds settings and no value")]
    [InlineData("Queues:tenant:orders:Prefecth", "10", "Waybill:Queues:tenant:orders:Prefecth is no setting. Did you mean 'Prefetch'?")]
    [InlineData("Queues:tenant:orders.dead:Prefetch", "10", "no module has a handler of queue 'tenant:orders.dead'")]
    [InlineData("Queues:tenant:orders:Prefetch", "1", "Raise Waybill:Queues:tenant:orders:Prefetch")]
    public async Task Mistakes_below_a_separator_are_named_too(string setting, string value, string expected)
    {
        await using var host = TestHost.Create<TenantsModule>(settings: new Dictionary<string, string?> { [$"Waybill:{setting}"] = value });

        Assert.Contains(expected, Assert.Single(await host.ProblemsAsync()));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        await using var host = TestHost.Create<BrokenModule>(
            new FakeTransport { HasInbox = false },
            new Dictionary<string, string?>
            {
                ["Waybill:Queues:inventroy:Prefetch"] = "10",
                ["Waybill:Queues:inventory:Timeout"] = "soon",
                ["Waybill:Colour"] = "green",
            },
            waybill => waybill.Add<TomorrowsModule>()
        );

        var problems = await host.ProblemsAsync();

        foreach (var expected in new[] { "30 seconds", "nowhere", "inventroy", "soon", "Waybill:Colour", "TomorrowsModule" })
        {
            Assert.Single(problems, problem => problem.Contains(expected));
        }

        Assert.Equal(6, problems.Count);
        Assert.Equal(0, host.Transport.Disposals);
    }

    [Fact]
    public async Task The_drain_timeout_of_the_options_is_checked()
    {
        await using var host = TestHost.Create<OrdersModule>(services: services =>
            Microsoft.Extensions.DependencyInjection.OptionsServiceCollectionExtensions.Configure<WaybillOptions>(
                services,
                options => options.DrainTimeout = TimeSpan.FromSeconds(-1)
            )
        );

        Assert.Contains("DrainTimeout", Assert.Single(await host.ProblemsAsync()));
    }
}

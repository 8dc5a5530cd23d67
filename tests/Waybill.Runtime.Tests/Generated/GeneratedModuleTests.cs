using Microsoft.Extensions.DependencyInjection;
using Waybill.Runtime.Tests.Fakes;
using Waybill.Runtime.Tests.Hosting;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Generated;

/// <summary>What the generator writes, run by the runtime on a fake transport.</summary>
public sealed class GeneratedModuleTests
{
    private readonly Journey _journey = new();

    [Fact]
    public async Task Middleware_runs_from_the_outermost_in_and_the_scope_ends_before_the_settlement()
    {
        await using var host = Host();
        await host.StartAsync();

        var outcome = await DeliverAsync(host, Shop.Scoped, new Bought("b-1", "eu"));

        Assert.Equal(OutcomeKind.Complete, outcome.Kind);
        Assert.Equal(
            ["outer scoped", "inner 1", "handler", "handler disposed", "inner end", "outer end", "scope disposed"],
            _journey.Stations
        );
        Assert.Equal(InboxKey.Create(Shop.Scoped, typeof(Bought).FullName!, "b-1"), outcome.InboxKey);
    }

    [Fact]
    public async Task What_is_returned_and_what_a_deep_service_publishes_goes_along_with_the_completion()
    {
        await using var host = Host();
        await host.StartAsync();

        var outcome = await DeliverAsync(host, Shop.Scoped, new Bought("b-1", "eu"));

        Assert.Equal(2, outcome.Outgoing?.Count);
        Assert.Equal(["shop.deep.bought", "shop.packed"], host.Transport.Published.Select(published => published.RoutingKey));
    }

    [Fact]
    public async Task A_singleton_handler_keeps_its_state_and_is_disposed_at_the_end()
    {
        var host = Host();
        await host.StartAsync();

        await DeliverAsync(host, Shop.Shared, new Bought("b-1", "eu"));
        await DeliverAsync(host, Shop.Shared, new Bought("b-2", "eu"));
        Assert.Equal(["call 1", "call 2"], _journey.Stations);
        Assert.Equal(
            ["shop.packed", "shop.next.bought", "shop.packed", "shop.next.bought"],
            host.Transport.Published.Select(published => published.RoutingKey)
        );
        await host.DisposeAsync();

        Assert.Equal("shared disposed", _journey.Stations.Last());
    }

    [Theory]
    [InlineData("eu", 0, OutcomeKind.Retry, default(DeathReason))]
    [InlineData("eu", 1, OutcomeKind.DeadLetter, DeathReason.DeliveryLimit)]
    [InlineData("bad", 0, OutcomeKind.DeadLetter, DeathReason.Rejected)]
    public async Task Retries_are_as_declared(string region, int failed, OutcomeKind kind, DeathReason reason)
    {
        await using var host = Host();
        await host.StartAsync();

        var outcome = await DeliverAsync(host, Shop.Static, new Bought("b-1", region), failed);

        Assert.Equal((kind, reason), (outcome.Kind, outcome.Reason));
        Assert.Equal(kind == OutcomeKind.Retry ? TimeSpan.FromSeconds(1) : TimeSpan.Zero, outcome.Delay);
    }

    [Fact]
    public async Task A_static_handler_of_singletons_makes_no_scope()
    {
        var scopes = 0;
        await using var host = Host(services =>
            services.AddScoped(_ =>
            {
                Interlocked.Increment(ref scopes);
                return new Runtime.Dispatch.CurrentDelivery();
            })
        );
        await host.StartAsync();

        await DeliverAsync(host, Shop.Static, new Bought("b-1", "eu"));
        Assert.Equal(0, scopes);
        await DeliverAsync(host, Shop.Scoped, new Bought("b-1", "eu"));
        Assert.Equal(1, scopes);
    }

    [Fact]
    public async Task The_declared_policies_reach_the_transport()
    {
        await using var host = Host();

        await host.StartAsync();

        Assert.Equal(
            new ReceiverOptions(Shop.Static, 8, 16 * 1024 * 1024) { Handover = true },
            host.Transport.Receiver(Shop.Static).Options
        );
        Assert.All(
            host.Transport.Topology!.Bindings,
            binding => Assert.Equal((Shop.Exchange, "shop.*.bought"), (binding.Exchange, binding.Pattern))
        );
        Assert.Equal([Shop.Scoped, Shop.Shared, Shop.Static], host.Transport.Topology.Bindings.Select(binding => binding.Queue));
    }

    private static async Task<Outcome> DeliverAsync(TestHost host, string queue, Bought bought, int failed = 0)
    {
        var buffer = new byte[((IMessage)bought).GetSizeBound()];
        var writer = new ProtoWriter(buffer);
        ((IMessage)bought).WriteTo(ref writer);
        var receiver = host.Transport.Receiver(queue);
        receiver.Deliver(typeof(Bought).FullName!, buffer[..writer.Position], failed);
        return await receiver.NextOutcomeAsync();
    }

    private TestHost Host(Action<IServiceCollection>? services = null) =>
        TestHost.Create<WaybillRuntimeTestsModule>(services: collection =>
        {
            collection.AddSingleton(_journey).AddScoped<ScopedService>();
            services?.Invoke(collection);
        });
}

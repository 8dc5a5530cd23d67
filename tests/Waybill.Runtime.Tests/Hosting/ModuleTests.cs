using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Waybill.Runtime.Tests.Fakes;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Hosting;

public sealed class ModuleTests
{
    [Fact]
    public async Task The_named_modules_topology_is_provisioned_and_its_handlers_run()
    {
        await using var host = TestHost.Create<OrdersModule>();
        IMessage? handled = null;
        host.Probe.Body = (message, _) =>
        {
            handled = message;
            return default;
        };

        await host.StartAsync();
        host.Transport.Receiver().Deliver(new OrderPlaced(7));
        var outcome = await host.Transport.Receiver().NextOutcomeAsync();

        Assert.Equal(OutcomeKind.Complete, outcome.Kind);
        Assert.Equal(new OrderPlaced(7), handled);
        var topology = host.Transport.Topology!;
        Assert.Equal([TestTopology.Orders, TestTopology.Ticks], topology.Exchanges.Select(exchange => exchange.Name));
        Assert.Equal(
            ["inventory", "inventory.dead", "scratch", "scratch.dead"],
            topology.Queues.Select(queue => queue.Name).Order(StringComparer.Ordinal)
        );
        var binding = Assert.Single(topology.Bindings);
        Assert.Equal((TestTopology.Inventory, TestTopology.Orders, "order.*.placed"), (binding.Queue, binding.Exchange, binding.Pattern));
        Assert.Equal([TestTopology.Inventory], host.Transport.Subscribed);
    }

    [Fact]
    public async Task A_referenced_module_brings_its_topology_and_not_its_handlers()
    {
        await using var host = TestHost.Create<ShellModule>();

        await host.StartAsync();

        Assert.Empty(host.Transport.Subscribed);
        Assert.Equal(["billing", "inventory"], host.Transport.Topology!.Bindings.Select(binding => binding.Queue));
    }

    [Fact]
    public async Task Modules_whose_handlers_do_not_run_are_named_with_the_way_to_run_them()
    {
        await using var host = TestHost.Create<ShellModule>();

        await host.StartAsync();

        Assert.Equal(
            [
                "Tests.BillingModule is referenced and not named, so that its handlers do not run here; messages wait in billing until somebody "
                    + "handles them. Call Add<Tests.BillingModule>() in AddWaybill to run them.",
                "Tests.OrdersModule is referenced and not named, so that its handlers do not run here; messages wait in inventory until somebody "
                    + "handles them. Call Add<Tests.OrdersModule>() in AddWaybill to run them.",
            ],
            host.Log.Entries.Where(entry => entry is (1009, LogLevel.Warning, _)).Select(entry => entry.Text).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_module_that_is_named_or_has_no_handlers_or_whose_queue_is_consumed_is_not()
    {
        await using var host = TestHost.Create<OrdersModule>(build: waybill => waybill.Add<ReaderModule>());

        await host.StartAsync();

        Assert.False(host.Log.Has(1009));
    }

    [Fact]
    public async Task Several_modules_are_named_once_or_twice()
    {
        await using var host = TestHost.Create<BillingModule>(build: waybill =>
            waybill.Add<OrdersModule>().Add<OrdersModule>().Add<ShellModule>()
        );

        await host.StartAsync();

        Assert.Equal(["billing", "inventory"], host.Transport.Subscribed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_module_that_is_named_after_the_others_are_being_merged_counts_too()
    {
        IWaybillBuilder? kept = null;
        await using var host = TestHost.Create<OrdersModule>(build: waybill => kept = waybill, services: _ => kept!.Add<BillingModule>());

        await host.StartAsync();

        Assert.Equal(["billing", "inventory"], host.Transport.Subscribed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_container_of_the_same_services_has_modules_of_its_own()
    {
        var services = new ServiceCollection();
        var transports = new List<FakeTransport>();
        services.AddWaybill<OrdersModule>(waybill =>
            waybill.UseTransport(_ =>
            {
                transports.Add(new FakeTransport());
                return transports[^1];
            })
        );
        for (var i = 0; i < 2; i++)
        {
            await using var provider = services.BuildServiceProvider();
            await Assert.Single(provider.GetServices<Microsoft.Extensions.Hosting.IHostedService>()).StartAsync(default);
        }

        Assert.All(transports, transport => Assert.Equal(["inventory"], transport.Subscribed));
        Assert.Equal(2, transports.Count);
    }

    [Fact]
    public async Task Code_and_manifest_that_disagree_are_refused_both_ways()
    {
        await using var host = TestHost.Create<StaleModule>();

        var problems = await host.ProblemsAsync();

        Assert.Equal(2, problems.Count);
        Assert.Contains(problems, problem => problem.Contains("registers a handler of Tests.Tick"));
        Assert.Contains(problems, problem => problem.Contains("lists a handler of Tests.OrderPlaced"));
    }

    [Fact]
    public async Task Two_classes_of_one_queue_are_one_problem_and_no_stale_build()
    {
        await using var host = TestHost.Create<TwiceModule>();

        Assert.Contains("has two handler classes", Assert.Single(await host.ProblemsAsync()));
    }

    [Fact]
    public async Task What_the_compiler_saw_is_said_before_a_message_comes()
    {
        await using var host = TestHost.Create<FlawedModule>();

        var problems = await host.ProblemsAsync();

        Assert.Equal(4, problems.Count);
        Assert.Contains(problems, problem => problem.Contains("names int, which is no exception"));
        Assert.Contains(problems, problem => problem.Contains("'OrderNo', and OrderPlaced has no property"));
        Assert.Contains(problems, problem => problem.Contains("'Handle' returns 'int'"));
        Assert.Contains(problems, problem => problem.Contains("Timing cannot be a middleware"));
    }

    [Fact]
    public async Task A_manifest_that_cannot_be_read_is_a_problem_that_names_the_module()
    {
        await using var host = TestHost.Create<TomorrowsModule>();

        Assert.Contains("TomorrowsModule", Assert.Single(await host.ProblemsAsync()));
    }

    [Fact]
    public async Task An_idempotent_handler_needs_a_transport_with_an_inbox()
    {
        await using var host = TestHost.Create<IdempotentModule>(new FakeTransport { HasInbox = false });

        Assert.Contains("has no inbox", Assert.Single(await host.ProblemsAsync()));
    }

    [Fact]
    public async Task Without_a_transport_the_way_out_is_named()
    {
        var services = new ServiceCollection();
        services.AddWaybill<OrdersModule>(_ => { });
        await using var provider = services.BuildServiceProvider();
        var service = Assert.Single(provider.GetServices<Microsoft.Extensions.Hosting.IHostedService>());

        var exception = await Assert.ThrowsAsync<TopologyValidationException>(() => service.StartAsync(default));

        Assert.Contains("UseEmbeddedBroker", Assert.Single(exception.Problems));
    }

    [Fact]
    public void Two_transports_are_refused() =>
        Assert.Throws<InvalidOperationException>(() =>
            TestHost.Create<OrdersModule>(build: waybill => waybill.UseTransport(_ => new FakeTransport()))
        );

    [Fact]
    public void Adding_Waybill_twice_is_refused() =>
        Assert.Contains(
            "Add on its builder",
            Assert
                .Throws<InvalidOperationException>(() =>
                    new ServiceCollection().AddWaybill<OrdersModule>(_ => { }).AddWaybill<BillingModule>(_ => { })
                )
                .Message
        );
}

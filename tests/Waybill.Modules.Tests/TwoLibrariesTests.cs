using System.Reflection;
using Alpha;
using Beta;
using Waybill.Generated;

namespace Waybill.Modules.Tests;

public sealed class TwoLibrariesTests
{
    [Fact]
    public void Naming_the_host_brings_the_libraries_messages_and_topology()
    {
        var registry = new RecordingRegistry().Add<WaybillModulesTestsModule>();

        var result = registry.Merge();

        Assert.Empty(result.Texts);
        Assert.Equal(["invoices", "orders"], result.Topology.Exchanges.Select(exchange => exchange.Name));
        Assert.Equal(
            [
                "billing -> billing.failed",
                "billing.failed -> ",
                "protocol -> protocol.dead",
                "protocol.dead -> ",
                "shipping -> shipping.dead",
                "shipping.dead -> ",
                "stock -> stock.dead",
                "stock.dead -> ",
            ],
            result.Topology.Queues.Select(queue => $"{queue.Name} -> {queue.DeadLetter}")
        );
        Assert.Equal(
            ["Alpha.OrderPlaced", "Alpha.StockReserved", "Beta.InvoiceWritten"],
            result.Topology.Messages.Select(message => message.Name)
        );
    }

    [Fact]
    public void Bindings_are_inferred_over_assemblies() =>
        Assert.Equal(
            [
                "billing <- orders order.eu.#",
                "protocol <- invoices ",
                "shipping <- orders order.*.reserved",
                "stock <- orders order.*.placed",
            ],
            new RecordingRegistry()
                .Add<WaybillModulesTestsModule>()
                .Merge()
                .Topology.Bindings.Select(binding => $"{binding.Queue} <- {binding.Exchange} {binding.Pattern}")
        );

    [Fact]
    public void Handlers_run_for_named_modules_only()
    {
        var host = new RecordingRegistry().Add<WaybillModulesTestsModule>();
        Assert.Equal(["shipping: Alpha.StockReserved"], host.Handlers);
        Assert.Equal(["shipping"], host.Merge().Topology.Handlers.Select(handler => handler.Queue));

        var all = host.Add<BetaModule>().Add<AlphaModule>();
        Assert.Equal(
            [
                "billing: Alpha.OrderPlaced",
                "billing: Alpha.StockReserved",
                "protocol: Beta.InvoiceWritten",
                "shipping: Alpha.StockReserved",
                "stock: Alpha.OrderPlaced",
            ],
            all.Handlers.Order(StringComparer.Ordinal)
        );
        Assert.Equal(["billing", "protocol", "shipping", "stock"], all.Merge().Topology.Handlers.Select(handler => handler.Queue));
    }

    [Fact]
    public void Policies_come_from_the_manifest()
    {
        var billing = new RecordingRegistry().Add<BetaModule>().Merge().Topology.Handlers.Single(handler => handler.Queue == Billing.Queue);

        Assert.Equal((64, 2, TimeSpan.FromMinutes(1)), (billing.Prefetch, billing.Concurrency, billing.Timeout));
        Assert.All(
            billing.Messages,
            handled => Assert.Equal((3, Backoff.Fixed, TimeSpan.FromSeconds(1)), (handled.Attempts, handled.Backoff, handled.Delay))
        );
    }

    /// <summary>The last library alone brings the first along.</summary>
    [Fact]
    public void A_library_brings_what_it_references()
    {
        var result = new RecordingRegistry().Add<BetaModule>().Merge();

        Assert.Empty(result.Texts);
        Assert.Contains(result.Topology.Exchanges, exchange => exchange.Name == Ordering.Exchange);
    }

    [Theory]
    [InlineData(typeof(AlphaModule), AlphaModule.Manifest)]
    [InlineData(typeof(BetaModule), BetaModule.Manifest)]
    [InlineData(typeof(WaybillModulesTestsModule), WaybillModulesTestsModule.Manifest)]
    public void Each_assembly_carries_its_manifest(Type module, string manifest)
    {
        var attribute = module.Assembly.GetCustomAttribute<WaybillManifestAttribute>();

        Assert.Equal((module, manifest), (attribute?.Module, attribute?.Manifest));
    }
}

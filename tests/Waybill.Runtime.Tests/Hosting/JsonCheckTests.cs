using Waybill.Generated;
using Waybill.Manifests;
using Waybill.Runtime.Tests.Fakes;

namespace Waybill.Runtime.Tests.Hosting;

/// <summary>A host does not start that would find out by its first message that it cannot read JSON.</summary>
public sealed class JsonCheckTests
{
    [Fact]
    public async Task A_queue_that_accepts_JSON_for_a_message_without_it_is_refused_with_the_way_out()
    {
        await using var host = TestHost.Create<AcceptingModule>();

        var exception = await Assert.ThrowsAsync<TopologyValidationException>(() => host.StartAsync());

        Assert.Equal(
            [
                $"Queue 'inventory' accepts JSON and handles {OrderPlaced.Type.Name}, but that has no JSON. "
                    + "Put [assembly: WaybillJson] into its assembly, or into the one whose [assembly: MessageFor] names it. "
                    + "Where that stands, two of its members have one name in JSON: such a type has none.",
            ],
            exception.Problems
        );
    }

    [Fact]
    public async Task So_is_one_that_an_exchange_in_JSON_feeds()
    {
        await using var host = TestHost.Create<FedModule>();

        var exception = await Assert.ThrowsAsync<TopologyValidationException>(() => host.StartAsync());

        Assert.Equal(
            [
                $"Queue 'inventory' is fed by exchange 'orders', which is written in JSON, and handles {OrderPlaced.Type.Name}, but that has no JSON. "
                    + "Put [assembly: WaybillJson] into its assembly, or into the one whose [assembly: MessageFor] names it. "
                    + "Where that stands, two of its members have one name in JSON: such a type has none.",
            ],
            exception.Problems
        );
    }

    private sealed class AcceptingModule : IWaybillModule
    {
        public static string Manifest { get; } =
            ManifestWriter.Write(
                TestManifests.Orders with
                {
                    Queues = [.. TestManifests.Orders.Queues.Select(queue => queue with { Accept = MessageFormat.Json })],
                }
            );

        public static void AddReferences(IModuleRegistry registry) { }

        public static void AddHandlers(IModuleRegistry registry) =>
            registry.AddHandler(TestTopology.Inventory, Probe.Handler<OrderPlaced>());
    }

    private sealed class FedModule : IWaybillModule
    {
        public static string Manifest { get; } =
            ManifestWriter.Write(
                TestManifests.Orders with
                {
                    Exchanges = [.. TestManifests.Orders.Exchanges.Select(exchange => exchange with { Format = MessageFormat.Json })],
                }
            );

        public static void AddReferences(IModuleRegistry registry) { }

        public static void AddHandlers(IModuleRegistry registry) =>
            registry.AddHandler(TestTopology.Inventory, Probe.Handler<OrderPlaced>());
    }
}

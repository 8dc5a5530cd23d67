using Waybill.Generated;
using Waybill.Manifests;
using Waybill.Runtime.Tests.Fakes;

namespace Waybill.Runtime.Tests.Hosting;

internal sealed class OrdersModule : IWaybillModule
{
    public static string Manifest { get; } = ManifestWriter.Write(TestManifests.Orders);

    public static void AddReferences(IModuleRegistry registry) { }

    public static void AddHandlers(IModuleRegistry registry) => registry.AddHandler(TestTopology.Inventory, Probe.Handler<OrderPlaced>());
}

/// <summary>Refers to the orders, and handles them in a queue of its own.</summary>
internal sealed class BillingModule : IWaybillModule
{
    public const string Queue = "billing";

    public static string Manifest { get; } =
        ManifestWriter.Write(
            new ModuleManifest
            {
                Module = "Tests.BillingModule",
                Queues = [new QueueEntry(Queue, Durable: true, DeadLetter: null, "30s", Ephemeral: null)],
                Handlers = [TestManifests.Handler(Queue, OrderPlaced.Type.Name)],
            }
        );

    public static void AddReferences(IModuleRegistry registry) => registry.Include<OrdersModule>();

    public static void AddHandlers(IModuleRegistry registry) => registry.AddHandler(Queue, Probe.Handler<OrderPlaced>());
}

/// <summary>Refers to billing and so to the orders, and has nothing of its own; so does its twin refer to it in a circle.</summary>
internal sealed class ShellModule : IWaybillModule
{
    public static string Manifest { get; } = ManifestWriter.Write(new ModuleManifest { Module = "Tests.ShellModule" });

    public static void AddReferences(IModuleRegistry registry)
    {
        registry.Include<BillingModule>();
        registry.Include<OrdersModule>();
        registry.Include<ShellModule>();
    }

    public static void AddHandlers(IModuleRegistry registry) { }
}

/// <summary>Refers to a library without handlers, and to one whose queue the orders consume.</summary>
internal sealed class ReaderModule : IWaybillModule
{
    public static string Manifest { get; } = ManifestWriter.Write(new ModuleManifest { Module = "Tests.ReaderModule" });

    public static void AddReferences(IModuleRegistry registry)
    {
        registry.Include<Names>();
        registry.Include<Copy>();
    }

    public static void AddHandlers(IModuleRegistry registry) { }

    private sealed class Names : IWaybillModule
    {
        public static string Manifest { get; } =
            ManifestWriter.Write(TestManifests.Orders with { Module = "Tests.Names", Handlers = default });

        public static void AddReferences(IModuleRegistry registry) { }

        public static void AddHandlers(IModuleRegistry registry) => throw new NotSupportedException();
    }

    private sealed class Copy : IWaybillModule
    {
        public static string Manifest { get; } = ManifestWriter.Write(TestManifests.Orders with { Module = "Tests.Copy" });

        public static void AddReferences(IModuleRegistry registry) { }

        public static void AddHandlers(IModuleRegistry registry) => throw new NotSupportedException();
    }
}

/// <summary>Its manifest lists a handler that its code does not register, and the other way round.</summary>
internal sealed class StaleModule : IWaybillModule
{
    public static string Manifest { get; } = ManifestWriter.Write(TestManifests.Orders with { Module = "Tests.StaleModule" });

    public static void AddReferences(IModuleRegistry registry) { }

    public static void AddHandlers(IModuleRegistry registry) => registry.AddHandler(TestTopology.Inventory, Probe.Handler<Tick>());
}

/// <summary>Two handler classes handle one message of one queue.</summary>
internal sealed class TwiceModule : IWaybillModule
{
    public static string Manifest { get; } =
        ManifestWriter.Write(
            TestManifests.Orders with
            {
                Module = "Tests.TwiceModule",
                Handlers = [.. TestManifests.Orders.Handlers, TestManifests.Orders.Handlers[0] with { Type = "Tests.SecondHandler" }],
            }
        );

    public static void AddReferences(IModuleRegistry registry) { }

    public static void AddHandlers(IModuleRegistry registry)
    {
        registry.AddHandler(TestTopology.Inventory, Probe.Handler<OrderPlaced>());
        registry.AddHandler(TestTopology.Inventory, Probe.Handler<OrderPlaced>());
    }
}

/// <summary>The compiler saw that its key, its retry, a method of its handler and the middleware around it cannot be what they were meant to be.</summary>
internal sealed class FlawedModule : IWaybillModule
{
    public static string Manifest { get; } =
        ManifestWriter.Write(
            TestManifests.Orders with
            {
                Module = "Tests.FlawedModule",
                Flaws = ["Timing cannot be a middleware."],
                Handlers =
                [
                    TestManifests.Handler(
                        TestTopology.Inventory,
                        OrderPlaced.Type.Name,
                        new InboxEntry("OrderNo", KeyProblem: "OrderPlaced has no property 'OrderNo'"),
                        new RetryEntry { OnProblem = "[Retry(On = …)] names int, which is no exception." }
                    ) with
                    {
                        Flaws = ["'Handle' returns 'int'."],
                    },
                ],
            }
        );

    public static void AddReferences(IModuleRegistry registry) { }

    public static void AddHandlers(IModuleRegistry registry) => registry.AddHandler(TestTopology.Inventory, Probe.Handler<OrderPlaced>());
}

/// <summary>Its handler is idempotent.</summary>
internal sealed class IdempotentModule : IWaybillModule
{
    public static string Manifest { get; } =
        ManifestWriter.Write(
            TestManifests.Orders with
            {
                Handlers = [TestManifests.Handler(TestTopology.Inventory, OrderPlaced.Type.Name, new InboxEntry())],
            }
        );

    public static void AddReferences(IModuleRegistry registry) { }

    public static void AddHandlers(IModuleRegistry registry) => registry.AddHandler(TestTopology.Inventory, Probe.Handler<OrderPlaced>());
}

/// <summary>Its queues' names hold the character that divides configuration's keys.</summary>
internal sealed class TenantsModule : IWaybillModule
{
    public static readonly string[] Queues = ["tenant", "tenant:orders", "tenant:orders:eu:west"];

    public static string Manifest { get; } =
        ManifestWriter.Write(
            TestManifests.Orders with
            {
                Module = "Tests.TenantsModule",
                Queues = [.. Queues.Select(queue => new QueueEntry(queue, Durable: true, DeadLetter: null, "30s", Ephemeral: null))],
                Handlers = [.. Queues.Select(queue => TestManifests.Handler(queue, OrderPlaced.Type.Name))],
            }
        );

    public static void AddReferences(IModuleRegistry registry) { }

    public static void AddHandlers(IModuleRegistry registry)
    {
        foreach (var queue in Queues)
        {
            registry.AddHandler(queue, Probe.Handler<OrderPlaced>());
        }
    }
}

/// <summary>Two mistakes in the topology.</summary>
internal sealed class BrokenModule : IWaybillModule
{
    public static string Manifest { get; } =
        ManifestWriter.Write(
            TestManifests.Orders with
            {
                Module = "Tests.BrokenModule",
                Queues = [new QueueEntry(TestTopology.Inventory, Durable: true, DeadLetter: null, "30 seconds", Ephemeral: null)],
                Messages = [.. TestManifests.Orders.Messages, TestManifests.Message("Tests.Strayed", "nowhere", "")],
            }
        );

    public static void AddReferences(IModuleRegistry registry) { }

    public static void AddHandlers(IModuleRegistry registry) => registry.AddHandler(TestTopology.Inventory, Probe.Handler<OrderPlaced>());
}

/// <summary>Its manifest is of another version.</summary>
internal sealed class TomorrowsModule : IWaybillModule
{
    public static string Manifest => "waybill-manifest 999";

    public static void AddReferences(IModuleRegistry registry) { }

    public static void AddHandlers(IModuleRegistry registry) { }
}

using Waybill.Manifests;
using Waybill.Topologies;

namespace Waybill.Shared.Tests.Topology;

/// <summary>Short ways to write manifests: what a test does not name is right.</summary>
internal static class Declared
{
    public static ExchangeEntry Exchange(string name, ExchangeType type = ExchangeType.Topic, bool durable = true) =>
        new(name, type, durable, null);

    public static QueueEntry Queue(string name, string? deadLetter = null, bool durable = true, string lease = "30s") =>
        new(name, durable, deadLetter, lease, null);

    public static BindingEntry Binding(string queue, string? exchange, string pattern, params string[] arguments) =>
        new(queue, exchange, pattern, HeaderMatch.All, [.. arguments]);

    public static MessageEntry Message(string name, string? exchange = null, string routingKey = "") =>
        new(name, $"Shop.{name}", exchange, routingKey, null, false, null);

    public static HandlerEntry Handler(string queue, params string[] messages) =>
        new(
            queue,
            $"Shop.{queue}Handler",
            64,
            1 << 24,
            0,
            "30s",
            HandlerLifetime.Scoped,
            [.. messages.Select(message => new HandledEntry(message, new RetryEntry(), null, null, null))]
        );

    /// <summary>One module that runs its handlers.</summary>
    public static MergeResult Merge(ModuleManifest manifest) => TopologyMerge.Merge([new ModuleInput(manifest, RunsHandlers: true)]);

    public static ModuleManifest Module(string name = "Shop.ShopModule") => new() { Module = name };
}

using System.Text;
using Waybill.Broker.Exchanges;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Exchanges;

/// <summary>Tables of one exchange, "x", and keys as text.</summary>
internal static class Declared
{
    public static BindingDeclaration Binding(
        string queue,
        string pattern,
        HeaderMatch match = HeaderMatch.All,
        params string[] arguments
    ) => new(queue, "x", pattern, match, [.. arguments]);

    public static Topology Topology(ExchangeType type, params IReadOnlyList<BindingDeclaration> bindings) =>
        new(
            [new ExchangeDeclaration("x", type, true)],
            [
                .. bindings
                    .Select(binding => binding.Queue)
                    .Distinct()
                    .Select(queue => new QueueDeclaration(queue, true, null, TimeSpan.FromSeconds(30))),
            ],
            [.. bindings]
        );

    /// <summary>Queues are named by their index.</summary>
    public static RoutingTable Table(Topology topology, int cacheSlots = 64) => RoutingTable.Create(topology, int.Parse, cacheSlots);

    public static RoutingTable Table(ExchangeType type, params IReadOnlyList<BindingDeclaration> bindings) =>
        Table(Topology(type, bindings));

    public static DestinationSet Route(this RoutingTable table, string key, IReadOnlyDictionary<string, string>? headers = null)
    {
        Assert.True(table.TryGetExchange("x", out var exchange));
        return table.Route(exchange, Encoding.UTF8.GetBytes(key), headers);
    }
}

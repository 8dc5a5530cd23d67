using System.Collections.Immutable;
using Waybill.Transports;
using Waybill.Wire;

namespace Waybill.Broker.Exchanges;

/// <summary>
/// Where messages go: the exchanges and bindings of a topology. Immutable but for its bounded caches; thread-safe and lock-free. Routing the way
/// of an earlier message allocates nothing.
/// </summary>
internal sealed class RoutingTable
{
    /// <summary>How many routes of topic exchanges a table remembers by default.</summary>
    public const int DefaultCacheSlots = 4096;

    private readonly ImmutableArray<Exchange> _exchanges;
    private readonly Dictionary<string, int> _byName;
    private readonly Dictionary<int, DestinationSet> _byQueue;

    private RoutingTable(ImmutableArray<Exchange> exchanges, Dictionary<string, int> byName, Dictionary<int, DestinationSet> byQueue)
    {
        _exchanges = exchanges;
        _byName = byName;
        _byQueue = byQueue;
    }

    /// <summary>The table of a topology.</summary>
    /// <param name="topology">The topology.</param>
    /// <param name="queueIndex">The index of each queue that the topology declares.</param>
    /// <param name="cacheSlots">How many routes of topic exchanges, and how many sets, are remembered at most; 1 or more.</param>
    /// <exception cref="TopologyValidationException">A binding names something undeclared, or what it asks for is malformed.</exception>
    public static RoutingTable Create(Topology topology, Func<string, int> queueIndex, int cacheSlots = DefaultCacheSlots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cacheSlots, 1);
        Check(topology);

        var sets = new DestinationSetCache(cacheSlots);
        var routes = new RouteCache(cacheSlots);
        var bindings = topology.Bindings.ToLookup(
            binding => binding.Exchange,
            binding => new BoundQueue(queueIndex(binding.Queue), binding)
        );
        var byName = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var exchange in topology.Exchanges)
        {
            byName.Add(exchange.Name, byName.Count);
        }

        var byQueue = new Dictionary<int, DestinationSet>();
        foreach (var queue in topology.Queues)
        {
            var symbol = queueIndex(queue.Name);
            byQueue.Add(symbol, sets.Get([symbol]));
        }

        return new RoutingTable(
            [.. topology.Exchanges.Select((exchange, index) => Build(exchange.Type, index, bindings[exchange.Name], routes, sets))],
            byName,
            byQueue
        );
    }

    /// <summary>Finds an exchange; names are compared ordinally.</summary>
    public bool TryGetExchange(string name, out int exchange) => _byName.TryGetValue(name, out exchange);

    /// <summary>The queues of a message; <see cref="DestinationSet.Empty"/> when it is unroutable.</summary>
    /// <param name="exchange">The index of the exchange it is published to.</param>
    /// <param name="routingKeyUtf8">Its routing key.</param>
    /// <param name="headers">Its headers; null for none.</param>
    public DestinationSet Route(int exchange, ReadOnlySpan<byte> routingKeyUtf8, IReadOnlyDictionary<string, string>? headers) =>
        _exchanges[exchange].Route(routingKeyUtf8, headers);

    /// <summary>The set of one declared queue, for a message that is sent to it.</summary>
    public DestinationSet ForQueue(int queue) => _byQueue[queue];

    private static Exchange Build(
        ExchangeType type,
        int index,
        IEnumerable<BoundQueue> bindings,
        RouteCache routes,
        DestinationSetCache sets
    ) =>
        type switch
        {
            ExchangeType.Direct => new DirectExchange(bindings, sets),
            ExchangeType.Topic => new TopicExchange(index, new TopicTrie(bindings), routes, sets),
            ExchangeType.Fanout => new FanoutExchange(sets.GetUnordered([.. bindings.Select(bound => bound.Queue)])),
            ExchangeType.Headers => new HeadersExchange(bindings, sets),
            _ => throw new TopologyValidationException([$"There is no exchange type '{type}'. Use one that {nameof(ExchangeType)} names."]),
        };

    /// <summary>What a validated topology never fails; a table that routed past it would lose messages in silence.</summary>
    private static void Check(Topology topology)
    {
        var problems = new List<string>();
        var queues = topology.Queues.Select(queue => queue.Name).ToHashSet(StringComparer.Ordinal);
        var exchanges = new Dictionary<string, ExchangeDeclaration>(StringComparer.Ordinal);
        foreach (var exchange in topology.Exchanges)
        {
            if (!exchanges.TryAdd(exchange.Name, exchange))
            {
                problems.Add($"The exchange '{exchange.Name}' is declared twice. Declare it once.");
            }
        }

        foreach (var binding in topology.Bindings)
        {
            var what = $"The binding '{binding.Pattern}' of queue '{binding.Queue}' to the exchange '{binding.Exchange}'";
            if (!queues.Contains(binding.Queue))
            {
                problems.Add($"{what} names a queue that is not declared. Declare it with [Queue].");
            }

            if (!exchanges.TryGetValue(binding.Exchange, out var exchange))
            {
                problems.Add($"{what} names an exchange that is not declared. Declare it with [Exchange].");
            }
            else if (exchange.Type == ExchangeType.Topic && !RoutingPattern.TryParse(binding.Pattern, out _, out var problem))
            {
                problems.Add($"{what} {problem}.");
            }
        }

        if (problems.Count != 0)
        {
            throw new TopologyValidationException(problems);
        }
    }
}

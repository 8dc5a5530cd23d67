using Waybill.Manifests;
using Waybill.Topologies;
using Waybill.Wire;

namespace Waybill.Analyzers.Topology;

/// <summary>Which queues a message can go to by the merged bindings.</summary>
internal sealed class MessageRoutes(MergedTopology topology)
{
    private readonly Dictionary<string, ExchangeType> _types = topology.Exchanges.ToDictionary(
        exchange => exchange.Name,
        exchange => exchange.Type,
        StringComparer.Ordinal
    );

    private readonly ILookup<string, MergedBinding> _bindings = topology.Bindings.ToLookup(
        binding => binding.Exchange,
        StringComparer.Ordinal
    );

    public IEnumerable<string> QueuesOf(MessageEntry message)
    {
        if (message.Exchange is not { } exchange || !_types.TryGetValue(exchange, out var type))
        {
            return [];
        }

        var template = RoutingKeyTemplate.Parse(message.RoutingKey);
        return _bindings[exchange]
            .Where(binding => BindingInference.CanMatch(template, type, binding.Pattern))
            .Select(binding => binding.Queue);
    }
}

namespace Waybill.Broker.Exchanges;

/// <summary>The queues whose binding's pattern matches the message's routing key, with a cache in front of the matching.</summary>
/// <param name="index">The exchange's index: its part of the cache's key.</param>
/// <param name="trie">The bindings.</param>
/// <param name="cache">The cache that the topic exchanges of a table share.</param>
/// <param name="sets">The sets that the exchanges of a table share.</param>
internal sealed class TopicExchange(int index, TopicTrie trie, RouteCache cache, DestinationSetCache sets) : Exchange
{
    /// <inheritdoc/>
    public override DestinationSet Route(ReadOnlySpan<byte> routingKey, IReadOnlyDictionary<string, string>? headers)
    {
        if (!cache.TryGet(index, routingKey, out var set))
        {
            set = trie.Match(routingKey, sets);
            cache.Add(index, routingKey, set);
        }

        return set;
    }
}

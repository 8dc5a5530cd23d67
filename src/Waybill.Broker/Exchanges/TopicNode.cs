namespace Waybill.Broker.Exchanges;

/// <summary>A prefix of patterns. Immutable.</summary>
/// <param name="Queues">The queues bound by the pattern that ends here; no queue twice.</param>
/// <param name="Words">What follows a plain word; null for nothing.</param>
/// <param name="One">What follows <c>*</c>.</param>
/// <param name="Many">What follows <c>#</c>.</param>
/// <param name="ManyIndex">For what follows a <c>#</c>: its number among those of the trie.</param>
internal sealed record TopicNode(int[] Queues, Dictionary<byte[], TopicNode>? Words, TopicNode? One, TopicNode? Many, int ManyIndex)
{
    /// <summary>Whether no pattern goes on from here.</summary>
    public bool IsLeaf => Words is null && One is null && Many is null;
}

using System.Text;
using Waybill.Wire;

namespace Waybill.Broker.Exchanges;

/// <summary>Gathers the patterns of a <see cref="TopicTrie"/>.</summary>
internal sealed class TopicTrieBuilder
{
    private readonly Prefix _root = new();

    /// <summary>How many prefixes end in <c>#</c>, once built.</summary>
    public int ManyNodes { get; private set; }

    /// <summary>Adds a binding.</summary>
    public void Add(string pattern, int queue)
    {
        var prefix = _root;
        foreach (var word in RoutingPattern.Words(pattern))
        {
            if (!prefix.Next.TryGetValue(word, out var next))
            {
                prefix.Next.Add(word, next = new Prefix());
            }

            prefix = next;
        }

        prefix.Queues.Add(queue);
    }

    /// <summary>The trie's root.</summary>
    public TopicNode Build() => Build(_root, 0);

    private TopicNode Build(Prefix prefix, int manyIndex)
    {
        var words = prefix
            .Next.Where(next => next.Key is not (RoutingPattern.One or RoutingPattern.Many))
            .Select(next => KeyValuePair.Create(Encoding.UTF8.GetBytes(next.Key), Build(next.Value, 0)))
            .ToDictionary(Utf8KeyComparer.Instance);
        return new TopicNode(
            [.. prefix.Queues],
            words.Count == 0 ? null : words,
            prefix.Next.TryGetValue(RoutingPattern.One, out var one) ? Build(one, 0) : null,
            prefix.Next.TryGetValue(RoutingPattern.Many, out var many) ? Build(many, ManyNodes++) : null,
            manyIndex
        );
    }

    private sealed class Prefix
    {
        public readonly Dictionary<string, Prefix> Next = new(StringComparer.Ordinal);
        public readonly SortedSet<int> Queues = [];
    }
}

using System.Buffers;

namespace Waybill.Broker.Exchanges;

/// <summary>
/// The bindings of a topic exchange as a trie over the words of their patterns, in UTF-8. Immutable and thread-safe; matching allocates nothing
/// beyond a set that is new.
/// </summary>
internal sealed class TopicTrie
{
    private const int OnStack = 128;

    private readonly TopicNode _root;
    private readonly int _bindings;
    private readonly int _manyNodes;

    /// <summary>A trie of these bindings, whose patterns have been checked.</summary>
    public TopicTrie(IEnumerable<BoundQueue> bindings)
    {
        var builder = new TopicTrieBuilder();
        foreach (var bound in bindings)
        {
            builder.Add(bound.Binding.Pattern, bound.Queue);
            _bindings++;
        }

        _root = builder.Build();
        _manyNodes = builder.ManyNodes;
    }

    /// <summary>The queues of a routing key.</summary>
    /// <param name="key">The key in UTF-8.</param>
    /// <param name="sets">Where the set is taken from.</param>
    public DestinationSet Match(ReadOnlySpan<byte> key, DestinationSetCache sets)
    {
        int[]? rentedFound = null;
        bool[]? rentedEntered = null;
        var found = _bindings <= OnStack ? stackalloc int[OnStack] : rentedFound = ArrayPool<int>.Shared.Rent(_bindings);
        var entered = _manyNodes <= OnStack ? stackalloc bool[OnStack] : rentedEntered = ArrayPool<bool>.Shared.Rent(_manyNodes);
        entered.Clear();

        var match = new TopicMatch(key, found, entered);
        match.Visit(_root, key.IsEmpty ? TopicMatch.EndOfEmptyKey : 0);
        var set = sets.GetUnordered(found[..match.Count]);

        if (rentedFound is not null)
        {
            ArrayPool<int>.Shared.Return(rentedFound);
        }

        if (rentedEntered is not null)
        {
            ArrayPool<bool>.Shared.Return(rentedEntered);
        }

        return set;
    }
}

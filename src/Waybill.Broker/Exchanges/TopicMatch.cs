namespace Waybill.Broker.Exchanges;

/// <summary>One walk of a routing key through a <see cref="TopicTrie"/>.</summary>
internal ref struct TopicMatch
{
    /// <summary>Where the empty key begins: it has no word, so its walk begins behind its end.</summary>
    public const int EndOfEmptyKey = 1;

    private readonly ReadOnlySpan<byte> _key;
    private readonly Span<int> _found;
    private readonly Span<bool> _entered;

    /// <summary>A walk that has found nothing.</summary>
    /// <param name="key">The routing key.</param>
    /// <param name="found">Takes the queues; has room for one of each binding.</param>
    /// <param name="entered">One cleared flag for each node that follows a <c>#</c>.</param>
    public TopicMatch(ReadOnlySpan<byte> key, Span<int> found, Span<bool> entered)
    {
        _key = key;
        _found = found;
        _entered = entered;
    }

    /// <summary>How many queues were found, repetitions counted.</summary>
    public int Count { get; private set; }

    /// <summary>Matches the key's words from an offset on with what follows a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="start">Where the next word begins; one more than the key's length when there is none.</param>
    public void Visit(TopicNode node, int start)
    {
        if (node.Many is { } many)
        {
            VisitMany(many, start);
        }

        if (IsEnd(start))
        {
            Take(node);
            return;
        }

        if (node.Words is null && node.One is null)
        {
            return;
        }

        var end = WordEnd(start);
        if (node.Words is { } words && words.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(_key[start..end], out var next))
        {
            Visit(next, end + 1);
        }

        if (node.One is { } one)
        {
            Visit(one, end + 1);
        }
    }

    private void VisitMany(TopicNode node, int start)
    {
        // An earlier '#' lets this one begin at ever later words, and beginning at the first of them has found all that the others would:
        // entering once keeps two of them from costing the square of the key's words.
        if (_entered[node.ManyIndex])
        {
            return;
        }

        _entered[node.ManyIndex] = true;
        if (node.IsLeaf)
        {
            Take(node);
            return;
        }

        for (; !IsEnd(start); start = WordEnd(start) + 1)
        {
            Visit(node, start);
        }

        Visit(node, start);
    }

    private readonly bool IsEnd(int start) => start > _key.Length;

    private readonly int WordEnd(int start)
    {
        var length = _key[start..].IndexOf((byte)'.');
        return length < 0 ? _key.Length : start + length;
    }

    private void Take(TopicNode node)
    {
        node.Queues.CopyTo(_found[Count..]);
        Count += node.Queues.Length;
    }
}

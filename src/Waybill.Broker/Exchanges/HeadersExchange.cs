using System.Buffers;
using System.Collections.Immutable;

namespace Waybill.Broker.Exchanges;

/// <summary>The queues whose binding's arguments match the message's headers; the routing key counts for nothing.</summary>
internal sealed class HeadersExchange : Exchange
{
    private const int OnStack = 128;

    // Sorted by queue, so that what is found is sorted too.
    private readonly ImmutableArray<(int Queue, HeaderRule Rule)> _bindings;
    private readonly DestinationSetCache _sets;

    /// <summary>An exchange with these bindings.</summary>
    public HeadersExchange(IEnumerable<BoundQueue> bindings, DestinationSetCache sets)
    {
        _bindings = [.. bindings.OrderBy(bound => bound.Queue).Select(bound => (bound.Queue, HeaderRule.Create(bound.Binding)))];
        _sets = sets;
    }

    /// <inheritdoc/>
    public override DestinationSet Route(ReadOnlySpan<byte> routingKey, IReadOnlyDictionary<string, string>? headers)
    {
        int[]? rented = null;
        var found = _bindings.Length <= OnStack ? stackalloc int[OnStack] : rented = ArrayPool<int>.Shared.Rent(_bindings.Length);
        var count = 0;
        foreach (var (queue, rule) in _bindings)
        {
            if ((count == 0 || found[count - 1] != queue) && rule.Matches(headers))
            {
                found[count++] = queue;
            }
        }

        var set = _sets.Get(found[..count]);
        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }

        return set;
    }
}

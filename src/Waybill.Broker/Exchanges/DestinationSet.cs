using System.Collections.Immutable;

namespace Waybill.Broker.Exchanges;

/// <summary>The queues that a message goes to. Immutable and shared: routing the same way gives the same instance, so that it allocates nothing.</summary>
internal sealed class DestinationSet
{
    /// <summary>Of an unroutable message.</summary>
    public static readonly DestinationSet Empty = new([]);

    /// <summary>Takes queues that are sorted and distinct.</summary>
    internal DestinationSet(ImmutableArray<int> queues) => Queues = queues;

    /// <summary>The queues' indexes, ascending, each once whatever number of bindings matched.</summary>
    public ImmutableArray<int> Queues { get; }
}

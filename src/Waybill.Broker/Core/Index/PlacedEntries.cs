using Waybill.Broker.Core.Recovery;

namespace Waybill.Broker.Core.Index;

/// <summary>Entries with their places, the first one due first and of those the one that came first: some seventeen bytes each. Not thread-safe.</summary>
internal sealed class PlacedEntries(IndexPages pages) : SequenceHeap<Placement, PlacementCodec>(pages, s_order)
{
    private static readonly Comparer<Placement> s_order = Comparer<Placement>.Create(
        static (left, right) => left.Due == right.Due ? left.Entry.CompareTo(right.Entry) : left.Due.CompareTo(right.Due)
    );
}

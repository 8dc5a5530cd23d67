using Waybill.Broker.Publishing;
using Waybill.Transports;

namespace Waybill.Broker.Handover;

/// <summary>Messages on their way to be handed over together. Not thread-safe.</summary>
internal sealed class PreparedHandover(MemoryBudget memory)
{
    private readonly List<(HandoverQueue Way, Delivery Delivery)> _deliveries = [];

    /// <summary>What they take of the memory's budget.</summary>
    public long Cost { get; private set; }

    public void Add(HandoverQueue way, Delivery delivery)
    {
        _deliveries.Add((way, delivery));
        Cost += HandoverCost.Of(delivery);
    }

    /// <summary>Hands them over.</summary>
    /// <returns>False: there is no memory left; wait for the cost.</returns>
    public bool TryPublish()
    {
        if (!memory.TryTake(Cost))
        {
            return false;
        }

        HandOver();
        return true;
    }

    /// <summary>Hands them over though no memory may be left: they belong to an outcome, and limits are for publishers.</summary>
    /// <returns>False: outcomes have taken as much again as the whole budget; let the journal keep them.</returns>
    public bool TryPublishForOutcome()
    {
        if (memory.IsTakenTwice)
        {
            return false;
        }

        memory.Return(-Cost);
        HandOver();
        return true;
    }

    private void HandOver()
    {
        foreach (var (way, delivery) in _deliveries)
        {
            way.Add(delivery);
        }
    }
}

using Waybill.Storage;

namespace Waybill.Broker.Loop;

/// <summary>A record of outcomes on its way through the journal.</summary>
internal interface IPendingRecord
{
    /// <summary>Whether messages become visible with it, whose order is to be kept.</summary>
    bool Publishes { get; }

    /// <summary>Writes it, with the room that is kept for outcomes.</summary>
    /// <returns>False: there is no room now.</returns>
    bool TryAppend(Journal journal, out long lsn);

    /// <summary>It was committed and applied: answers those who wait for it.</summary>
    void OnCommitted(BrokerLoop loop);

    /// <summary>It will not be written any more.</summary>
    /// <param name="isAnswered">Whether those who wait are told that it is not stored; otherwise they have heard that nothing can be settled.</param>
    void Drop(bool isAnswered);
}

using System.Collections.Concurrent;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Fakes;

internal sealed class FakeInbox : IInboxStore
{
    public ConcurrentDictionary<InboxKey, DeliveryToken> Claimed { get; } = new();

    public ConcurrentQueue<InboxKey> Asked { get; } = new();

    /// <summary>What a reservation waits for; by default it is answered at once.</summary>
    public Func<InboxKey, CancellationToken, ValueTask<InboxReservation>>? Answer { get; set; }

    public ValueTask<InboxReservation> ReserveAsync(string queue, DeliveryToken token, InboxKey key, CancellationToken cancellationToken)
    {
        Asked.Enqueue(key);
        return Answer is not null
            ? Answer(key, cancellationToken)
            : new(Claimed.ContainsKey(key) ? InboxReservation.AlreadyClaimed : InboxReservation.Reserved);
    }
}

using Waybill.Transports;

namespace Waybill.Crash.Mutants;

/// <summary>Claims a key when it is reserved, for good.</summary>
/// <param name="inbox">A right one.</param>
/// <param name="tryClaim">Keeps the claims beyond the broker's end; false: it is there already.</param>
internal sealed class HastyInbox(IInboxStore inbox, Func<string, bool> tryClaim) : IInboxStore
{
    private readonly Lock _guard = new();

    public ValueTask<InboxReservation> ReserveAsync(string queue, DeliveryToken token, InboxKey key, CancellationToken cancellationToken)
    {
        lock (_guard)
        {
            if (!tryClaim($"{key}"))
            {
                return ValueTask.FromResult(InboxReservation.AlreadyClaimed);
            }
        }

        return inbox.ReserveAsync(queue, token, key, cancellationToken);
    }
}

namespace Waybill.Transports;

/// <summary>Remembers what idempotent handlers did. Thread-safe.</summary>
public interface IInboxStore
{
    /// <summary>
    /// Reserves a key for a lease. While another lease holds it this waits: for that lease's completion, which claims the key, or for its end
    /// without one, which gives the key to the next. A reservation ends with its lease's settlement.
    /// </summary>
    ValueTask<InboxReservation> ReserveAsync(string queue, DeliveryToken token, InboxKey key, CancellationToken cancellationToken);
}

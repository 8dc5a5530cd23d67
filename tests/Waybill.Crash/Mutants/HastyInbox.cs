using Waybill.Transports;

namespace Waybill.Crash.Mutants;

/// <summary>Claims a key when it is reserved, in a file that survives the process.</summary>
internal sealed class HastyInbox(IInboxStore inbox, string file) : IInboxStore
{
    private readonly Lock _guard = new();
    private readonly HashSet<string> _claimed = File.Exists(file) ? [.. File.ReadLines(file)] : [];

    public ValueTask<InboxReservation> ReserveAsync(string queue, DeliveryToken token, InboxKey key, CancellationToken cancellationToken)
    {
        lock (_guard)
        {
            if (!_claimed.Add($"{key}"))
            {
                return ValueTask.FromResult(InboxReservation.AlreadyClaimed);
            }

            File.AppendAllLines(file, [$"{key}"]);
        }

        return inbox.ReserveAsync(queue, token, key, cancellationToken);
    }
}

using System.Collections.Concurrent;
using Waybill.Transports;

namespace Waybill.Crash.Kill;

/// <summary>
/// Settles every delivery as soon as its outcome is known, and tells of both: of the delivery before, of the settlement when it is answered.
/// </summary>
/// <param name="lines">Where it tells.</param>
/// <param name="handled">What a delivery is called there.</param>
/// <param name="settled">What a settlement is called there.</param>
/// <param name="read">A delivery's number; its bytes are the broker's afterwards.</param>
/// <param name="decide">The outcome; null when the lease is lost.</param>
internal sealed class SettlingSink(
    LineWriter lines,
    EntryKind handled,
    EntryKind settled,
    Func<Delivery, long> read,
    Func<DeliveryToken, long, ValueTask<Outcome?>> decide
) : IDeliverySink
{
    private readonly ConcurrentDictionary<DeliveryToken, long> _unsettled = new();

    private readonly TaskCompletionSource<IReceiver> _receiver = new();

    /// <summary>The first deliveries may come before the subscription is back; they wait for it.</summary>
    public void Attach(IReceiver receiver) => _receiver.SetResult(receiver);

    public void OnDeliveries(ReadOnlySpan<Delivery> deliveries)
    {
        var tokens = new List<DeliveryToken>(deliveries.Length);
        foreach (var delivery in deliveries)
        {
            var number = read(delivery);
            lines.Write(handled, number);
            _unsettled[delivery.Token] = number;
            tokens.Add(delivery.Token);
        }

        lines.Flush();
        _ = SettleAsync(tokens);
    }

    public void OnSettled(DeliveryToken token, SettlementResult result)
    {
        if (_unsettled.TryRemove(token, out var number) && result == SettlementResult.Settled)
        {
            lines.Write(settled, number);
            lines.Flush();
        }
    }

    public bool StillHolds(DeliveryToken token) => _unsettled.ContainsKey(token);

    public void OnLeaseLost(DeliveryToken token) => _unsettled.TryRemove(token, out _);

    public void OnFaulted(Exception exception) => Environment.FailFast("The journal failed.", exception);

    private async Task SettleAsync(List<DeliveryToken> tokens)
    {
        try
        {
            var receiver = await _receiver.Task;
            foreach (var token in tokens)
            {
                if (_unsettled.TryGetValue(token, out var number) && await decide(token, number) is { } outcome)
                {
                    receiver.Settle(outcome);
                }
            }
        }
        catch (WaybillException exception)
        {
            OnFaulted(exception);
        }
    }
}

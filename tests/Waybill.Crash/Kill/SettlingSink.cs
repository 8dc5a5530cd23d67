using System.Collections.Concurrent;
using Waybill.Transports;

namespace Waybill.Crash.Kill;

/// <summary>Settles every delivery at once, in order, and tells of both: of the delivery before, of the settlement when it is answered.</summary>
internal sealed class SettlingSink(
    LineWriter lines,
    EntryKind handled,
    EntryKind settled,
    Func<Delivery, (long Number, OutgoingBatch? Outgoing)> handle
) : IDeliverySink
{
    private readonly ConcurrentDictionary<DeliveryToken, long> _unsettled = new();

    private readonly TaskCompletionSource<IReceiver> _receiver = new();

    /// <summary>The first deliveries may come before the subscription is back; they wait for it.</summary>
    public void Attach(IReceiver receiver) => _receiver.SetResult(receiver);

    public void OnDeliveries(ReadOnlySpan<Delivery> deliveries)
    {
        var receiver = _receiver.Task.GetAwaiter().GetResult();
        var outcomes = new List<Outcome>(deliveries.Length);
        foreach (var delivery in deliveries)
        {
            var (number, outgoing) = handle(delivery);
            lines.Write(handled, number);
            _unsettled[delivery.Token] = number;
            outcomes.Add(
                new Outcome
                {
                    Token = delivery.Token,
                    Kind = OutcomeKind.Complete,
                    Outgoing = outgoing,
                }
            );
        }

        lines.Flush();
        outcomes.ForEach(receiver.Settle);
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
}

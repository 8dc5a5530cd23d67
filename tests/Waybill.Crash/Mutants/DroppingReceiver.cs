using Waybill.Transports;

namespace Waybill.Crash.Mutants;

/// <summary>Answers some outcomes and forgets them.</summary>
internal sealed class DroppingReceiver(IReceiver receiver, IDeliverySink sink) : IReceiver
{
    private const int DroppedEvery = 20;
    private int _count;

    public void Settle(Outcome outcome)
    {
        if (Interlocked.Increment(ref _count) % DroppedEvery != 0)
        {
            receiver.Settle(outcome);
            return;
        }

        outcome.Outgoing?.Dispose();
        sink.OnSettled(outcome.Token, SettlementResult.Settled);
    }

    public void Renew(ReadOnlySpan<DeliveryToken> tokens) => receiver.Renew(tokens);

    public void Stop() => receiver.Stop();

    public ValueTask DisposeAsync() => receiver.DisposeAsync();
}

using Waybill.Transports;

namespace Waybill.Crash.Mutants;

/// <summary>Keeps its leases when it is disposed of: it only takes nothing more.</summary>
internal sealed class ClingingReceiver(IReceiver receiver) : IReceiver
{
    public IHandover? Handover => receiver.Handover;

    public void BeginHandling(Delivery delivery) => receiver.BeginHandling(delivery);

    public void Settle(Outcome outcome) => receiver.Settle(outcome);

    public void Renew(ReadOnlySpan<DeliveryToken> tokens) => receiver.Renew(tokens);

    public void Stop() => receiver.Stop();

    public ValueTask DisposeAsync()
    {
        receiver.Stop();
        return ValueTask.CompletedTask;
    }
}

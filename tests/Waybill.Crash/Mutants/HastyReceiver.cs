using Waybill.Transports;

namespace Waybill.Crash.Mutants;

/// <summary>Sets messages aside for half as long as it is asked to.</summary>
internal sealed class HastyReceiver(IReceiver receiver) : IReceiver
{
    public IHandover? Handover => receiver.Handover;

    public void BeginHandling(Delivery delivery) => receiver.BeginHandling(delivery);

    public void Settle(Outcome outcome) =>
        receiver.Settle(
            outcome.Delay == TimeSpan.Zero
                ? outcome
                : new Outcome
                {
                    Token = outcome.Token,
                    Kind = outcome.Kind,
                    Delay = outcome.Delay / 2,
                    Exception = outcome.Exception,
                }
        );

    public void Renew(ReadOnlySpan<DeliveryToken> tokens) => receiver.Renew(tokens);

    public void Stop() => receiver.Stop();

    public ValueTask DisposeAsync() => receiver.DisposeAsync();
}

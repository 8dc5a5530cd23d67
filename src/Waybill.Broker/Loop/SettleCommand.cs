using Waybill.Broker.Core;
using Waybill.Broker.Receiving;
using Waybill.Transports;

namespace Waybill.Broker.Loop;

/// <summary>A receiver hands in an outcome.</summary>
/// <param name="receiver">The receiver.</param>
/// <param name="outcome">The outcome; its exception is not asked here.</param>
/// <param name="cause">What the exception of a dead letter says.</param>
/// <param name="taken">The message when it was handed over, and has no lease yet.</param>
internal sealed class SettleCommand(EmbeddedReceiver receiver, Outcome outcome, DeathCause? cause, Delivery? taken) : IBrokerCommand
{
    public void Run(BrokerLoop loop)
    {
        var token = taken is null ? outcome.Token : receiver.Lease(taken);
        loop.Settlements.Settle(receiver, token, outcome, cause);
    }

    public void Fail(Exception exception)
    {
        outcome.ReleaseOutgoing();
        // After a fault the sink has heard that nothing can be settled any more; otherwise every outcome of a lease has its answer.
        if (taken is null && exception is not JournalFaultedException)
        {
            receiver.Sink.OnSettled(outcome.Token, SettlementResult.StaleLease);
        }
    }
}

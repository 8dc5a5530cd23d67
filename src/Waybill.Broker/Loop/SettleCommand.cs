using Waybill.Broker.Receiving;
using Waybill.Transports;

namespace Waybill.Broker.Loop;

/// <summary>A receiver hands in an outcome.</summary>
internal sealed class SettleCommand(EmbeddedReceiver receiver, Outcome outcome) : IBrokerCommand
{
    public void Run(BrokerLoop loop) => loop.Settlements.Settle(receiver, outcome);

    public void Fail(Exception exception) => outcome.Outgoing?.Dispose();
}

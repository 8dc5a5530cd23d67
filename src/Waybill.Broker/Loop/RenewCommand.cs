using Waybill.Broker.Core;
using Waybill.Transports;

namespace Waybill.Broker.Loop;

/// <summary>A receiver's handlers are alive.</summary>
internal sealed class RenewCommand(QueueState queue, DeliveryToken[] tokens) : IBrokerCommand
{
    public void Run(BrokerLoop loop)
    {
        foreach (var token in tokens)
        {
            if (queue.FindLease(token) is { } lease)
            {
                lease.Deadline = loop.LeaseDeadline(queue);
            }
        }
    }

    public void Fail(Exception exception) { }
}

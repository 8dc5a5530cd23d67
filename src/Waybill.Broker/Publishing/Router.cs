using System.Text;
using Waybill.Broker.Exchanges;
using Waybill.Transports;

namespace Waybill.Broker.Publishing;

/// <summary>Where a message goes; what goes nowhere is returned to the publisher, counted and told.</summary>
internal sealed class Router(RoutingTable table, UnroutableAlarm alarm)
{
    /// <exception cref="UnroutableMessageException">The message is mandatory and no queue receives it.</exception>
    public DestinationSet Route(in OutgoingMessage message)
    {
        var destinations = message.Target.IsQueue
            ? table.ForQueue(message.Target.Index)
            : table.Route(message.Target.Index, message.RoutingKey, message.Headers);
        if (destinations.Queues.IsEmpty)
        {
            Report(message);
        }

        return destinations;
    }

    private void Report(in OutgoingMessage message)
    {
        var key = Encoding.UTF8.GetString(message.RoutingKey);
        var exchange = message.Type.Exchange ?? "";
        if (message.Type.Mandatory)
        {
            throw new UnroutableMessageException(message.Type.Name, exchange, key);
        }

        alarm.Raise(message.Type.Name, exchange, key);
    }
}

using Microsoft.Extensions.Logging;
using Waybill.Broker.Core;
using Waybill.Broker.Receiving;
using Waybill.Broker.Telemetry;

namespace Waybill.Broker.Loop;

/// <summary>
/// Ends the leases that nobody renewed, unless their holder still has the message: a renewal comes from a timer, and may be late when the process was suspended
/// or starved of threads, while its handler lives. For the broker's thread.
/// </summary>
internal sealed class LeaseWatch(BrokerLoop loop, ILogger logger)
{
    private const long IntervalMilliseconds = 500;

    private long _last;

    /// <summary>When leases are looked at next, by the loop's <see cref="BrokerLoop.Elapsed"/>.</summary>
    public long NextLook => _last + IntervalMilliseconds;

    /// <summary>Looks at all leases, if it is time.</summary>
    public void Look()
    {
        if (loop.Elapsed < NextLook)
        {
            return;
        }

        foreach (var queue in loop.State.Queues)
        {
            if (queue.InFlight > 0)
            {
                EndLeases(queue);
            }
        }

        _last = loop.Elapsed;
    }

    private void EndLeases(QueueState queue)
    {
        foreach (var lease in BrokerState.Expired(queue, loop.Elapsed))
        {
            // What is given back in a moment is no failed attempt.
            if (((EmbeddedReceiver)lease.Holder).IsClosing || IsHeld(queue, lease))
            {
                lease.Deadline = loop.LeaseDeadline(queue);
            }
            else
            {
                loop.Settlements.Expire(queue, lease);
            }
        }
    }

    /// <summary>A holder that throws has not said that it lost the message.</summary>
    private bool IsHeld(QueueState queue, Lease lease)
    {
        var receiver = (EmbeddedReceiver)lease.Holder;
        try
        {
            return receiver.Sink.StillHolds(lease.Token);
        }
#pragma warning disable CA1031 // Foreign code, its loggers included: it must not end the broker.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.HolderFailed(queue.Name, lease.Delivery!.MessageId, exception);
            return true;
        }
    }
}

using Waybill.Runtime.Telemetry;
using Waybill.Transports;

namespace Waybill.Runtime.Dispatch;

/// <summary>
/// Renews the leases of everything that one queue's consumer holds, three times a lease: a handler that lives keeps its message. A delivery held longer than
/// <see cref="Cap"/> is cancelled with an alarm, and its lease still renewed, because nobody else may have the message while its handler lives. Transports outside
/// the process depend on these renewals; the embedded broker also asks before it ends a lease, since a timer is late when the thread pool is starved.
/// </summary>
internal sealed class LeaseRenewal : IAsyncDisposable
{
    /// <summary>The longest time before a delivery is cancelled: the greatest visibility timeout of common brokers.</summary>
    public static readonly TimeSpan Cap = TimeSpan.FromHours(12);

    private readonly QueueSettings _settings;
    private readonly ConsumerEnvironment _environment;
    private readonly HeldDeliveries _held;
    private readonly IReceiver _receiver;
    private readonly ITimer _timer;
    private DeliveryToken[] _tokens = [];
    private int _running;

    public LeaseRenewal(QueueSettings settings, ConsumerEnvironment environment, HeldDeliveries held, IReceiver receiver)
    {
        _settings = settings;
        _environment = environment;
        _held = held;
        _receiver = receiver;
        var period = settings.Lease / 3;
        _timer = environment.TimeProvider.CreateTimer(static state => ((LeaseRenewal)state!).Renew(), this, period, period);
    }

    /// <summary>Cancels a delivery that is held for too long, with one alarm; any thread.</summary>
    public static void EndAtCap(HeldDelivery held, QueueSettings settings, ConsumerEnvironment environment)
    {
        if (held.NeedsRenewal && environment.TimeProvider.GetElapsedTime(held.Arrived) >= Cap && held.ReachCap())
        {
            DeliveryLog.LeaseCap(environment.Logger, settings.Queue, held.Delivery.MessageType, held.Delivery.MessageId, Cap);
        }
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Renew()
    {
        // A tick that finds the one before it at work may pass: the leases are being renewed.
        if (Interlocked.Exchange(ref _running, 1) != 0)
        {
            return;
        }

        try
        {
            var count = Collect();
            if (count > 0)
            {
                _receiver.Renew(_tokens.AsSpan(0, count));
            }
        }
#pragma warning disable CA1031 // A timer's callback that throws ends the process.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            DeliveryLog.NotRenewed(_environment.Logger, _settings.Queue, exception);
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    private int Collect()
    {
        var slots = _held.Slots;
        if (_tokens.Length < slots.Length)
        {
            _tokens = new DeliveryToken[slots.Length];
        }

        var count = 0;
        for (var i = 0; i < slots.Length; i++)
        {
            if (Volatile.Read(ref slots[i]) is not { NeedsRenewal: true } held)
            {
                continue;
            }

            _tokens[count++] = held.Delivery.Token;
            EndAtCap(held, _settings, _environment);
        }

        return count;
    }
}

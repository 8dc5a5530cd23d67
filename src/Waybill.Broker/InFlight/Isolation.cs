using Microsoft.Extensions.Logging;
using Waybill.Broker.Core;
using Waybill.Broker.Loop;
using Waybill.Broker.Receiving;
using Waybill.Broker.Telemetry;

namespace Waybill.Broker.InFlight;

/// <summary>
/// Lets suspects run alone. As long as a queue with suspects has a receiver, the whole broker hands out one message at a time, from such queues only and each in its
/// order, so also what stands before a suspect. Whatever ends the process then has done it itself. A suspect whose run has any outcome is none any more; one whose runs
/// have ended the process as often as the limit says dies instead of running again. For the broker's thread.
/// </summary>
internal sealed class Isolation
{
    private readonly BrokerLoop _loop;
    private readonly IReadOnlyList<EmbeddedReceiver> _receivers;
    private readonly InFlightMarks _marks;
    private readonly IsolationRules _rules;
    private readonly ILogger _logger;
    private readonly Dictionary<int, Dictionary<MessageRef, (Suspect Suspect, int Slot)>> _suspects;
    private (QueueState Queue, Lease Lease)? _running;
    private long _began;
    private bool _isGivenUp;

    public Isolation(
        BrokerLoop loop,
        IReadOnlyList<EmbeddedReceiver> receivers,
        InFlightOpening inFlight,
        IsolationRules rules,
        ILogger logger
    )
    {
        _loop = loop;
        _receivers = receivers;
        _marks = inFlight.Marks;
        _rules = rules;
        _logger = logger;
        _suspects = inFlight
            .Suspects.GroupBy(static kept => kept.Suspect.Queue.Symbol)
            .ToDictionary(static queue => queue.Key, static queue => queue.ToDictionary(static kept => kept.Suspect.Entry.Identity));
    }

    /// <summary>Whether suspects are at work, and everything else waits.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Whether a queue has suspects. What was set aside in it stays aside meanwhile: there may be much of it, and its order is nobody's any more.</summary>
    public bool Holds(QueueState queue) => !_isGivenUp && _suspects.Count > 0 && _suspects.ContainsKey(queue.Symbol);

    /// <summary>Looks how things stand; before messages are handed out.</summary>
    public void Look()
    {
        if ((_suspects.Count == 0 || _isGivenUp) && !IsOn)
        {
            return;
        }

        EndRun();
        var isOn = _receivers.Any(receiver => !receiver.IsStopped && _suspects.ContainsKey(receiver.Queue.Symbol));
        if (isOn != IsOn)
        {
            Switch(isOn);
        }
        else if (isOn && _loop.Elapsed - _began >= (long)_rules.Patience.TotalMilliseconds)
        {
            // What does not end leaves nobody alone any more; those that have no outcome in this process are suspects of the next one.
            _logger.IsolationGivenUp(_suspects.Values.Sum(static queue => queue.Count), _rules.Patience.TotalSeconds);
            _isGivenUp = true;
            Switch(isOn: false);
        }
    }

    /// <summary>Whether a queue's first message may be handed out now.</summary>
    public bool Allows(QueueState queue)
    {
        if (!IsOn)
        {
            return true;
        }

        if (_running is not null || !_suspects.ContainsKey(queue.Symbol) || !IsQuiet())
        {
            return false;
        }

        if (queue.Ready > 0)
        {
            return true;
        }

        // They are not there any more.
        Forget(queue, static _ => true);
        _loop.Wake();
        return false;
    }

    /// <summary>A message is about to be handed out.</summary>
    /// <returns>False: it dies instead.</returns>
    public bool Begin(QueueState queue, Lease lease)
    {
        if (!IsOn)
        {
            return true;
        }

        _running = (queue, lease);
        _began = _loop.Elapsed;
        // A queue has its order: what should have come before is not there any more.
        Forget(queue, suspect => suspect.Entry.CompareTo(lease.Entry) < 0);
        if (
            _suspects.TryGetValue(queue.Symbol, out var suspects)
            && suspects.TryGetValue(lease.Entry.Identity, out var kept)
            && kept.Suspect.Crashes >= _rules.CrashLimit
        )
        {
            _loop.Settlements.Condemn(queue, lease, kept.Suspect.MessageId, kept.Suspect.Crashes);
            return false;
        }

        _marks.SetAlone(queue, lease.Token);
        return true;
    }

    /// <summary>An entry has an outcome in the journal: it did not end the process, alone or not.</summary>
    public void Clear(QueueState queue, MessageRef identity)
    {
        if (_suspects.Count > 0 && _suspects.TryGetValue(queue.Symbol, out var suspects) && suspects.ContainsKey(identity))
        {
            Forget(queue, suspect => suspect.Entry.Identity == identity);
        }
    }

    /// <summary>The message that runs alone has come to its end: cleared by its outcome, or given back by a receiver that ends, and then nothing is known of it.</summary>
    private void EndRun()
    {
        if (_running is not { } running || running.Queue.FindLease(running.Lease.Token) is not null)
        {
            return;
        }

        _running = null;
        _began = _loop.Elapsed;
        _marks.EndAlone();
    }

    private void Switch(bool isOn)
    {
        IsOn = isOn;
        _began = _loop.Elapsed;
        if (!isOn)
        {
            _running = null;
            _marks.EndAlone();
        }

        _loop.Ways.SetPaused(isOn);
    }

    private void Forget(QueueState queue, Func<Suspect, bool> which)
    {
        if (!_suspects.TryGetValue(queue.Symbol, out var suspects))
        {
            return;
        }

        foreach (var (identity, kept) in suspects.Where(kept => which(kept.Value.Suspect)).ToList())
        {
            suspects.Remove(identity);
            _marks.Forget(kept.Slot);
        }

        if (suspects.Count == 0)
        {
            _suspects.Remove(queue.Symbol);
        }
    }

    private bool IsQuiet() => _loop.State.Queues.All(static queue => queue.InFlight == 0) && _loop.Ways.AreQuiet;
}

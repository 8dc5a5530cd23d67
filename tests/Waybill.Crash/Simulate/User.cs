using Waybill.Crash.Simulate.Model;
using Waybill.Transports;

namespace Waybill.Crash.Simulate;

/// <summary>Whoever uses a broker: publishes, takes what the queues hand out, and decides what becomes of it.</summary>
internal sealed class User
{
    private const int MostReceivers = 2;
    private const int MostPrefetch = 8;

    private const int MostInBurst = 200;

    // Some buffers.
    private const int MostWaitingBytes = 256 << 10;

    private readonly ITransport _transport;
    private readonly World _world;
    private readonly Ledger _ledger;
    private readonly Random _random;
    private readonly DiskView _disk;
    private readonly Habit _habit;
    private readonly Publications _publications;
    private readonly Outcomes _outcomes;
    private readonly List<Producer> _producers;
    private readonly List<Consumer> _consumers = [];
    private bool _closes;
    private bool _isDead;

    public User(ITransport transport, World world, DiskView disk, LifePlan plan)
    {
        (_transport, _world, _ledger, _random, _disk, _habit) = (transport, world, world.Ledger, world.Random, disk, plan.Habit);
        _publications = new Publications(transport, world, disk, plan.WaitingBytes);
        _producers = [.. world.Series.Select(series => new Producer(transport, series, world, disk))];
        _outcomes = new Outcomes(transport, world, _publications, plan.Habit, world.Marks);
    }

    /// <summary>Whether the broker has said that it failed.</summary>
    public bool IsFaulted => _consumers.Any(static consumer => consumer.IsFaulted);

    /// <summary>Whether something that was handed out waits for a decision.</summary>
    public bool HasWork => _consumers.Any(static consumer => !consumer.IsDisposed && consumer.Waiting.Count > 0);

    /// <summary>Whether it has said of anything that it handles it.</summary>
    public bool HasMarked => _outcomes.HasMarked;

    private int Bytes => _publications.Bytes + AskedBytes;

    private int AskedBytes => _consumers.Sum(static consumer => consumer.AskedBytes);

    private int Unanswered => _consumers.Sum(static consumer => consumer.Unanswered);

    /// <summary>Sees to it that every queue has a receiver.</summary>
    public void Subscribe()
    {
        foreach (var queue in Topologies.Queues.Where(queue => ReceiversOf(queue).All(static consumer => consumer.IsStopped)))
        {
            Subscribe(queue);
        }
    }

    /// <summary>Does something.</summary>
    public void Act()
    {
        var chance = _random.Next(100);
        if (chance < _habit.Publishes)
        {
            for (var count = _random.Next(100) < _habit.Bursts ? _random.Next(MostInBurst) : 1; count > 0; count--)
            {
                Publish(_random.Next(4) == 0 ? _random.Next(2, 5) : 1);
            }
        }
        else if (chance < _habit.Publishes + _habit.Settles)
        {
            Settle();
        }
        else if (_random.Next(3) == 0)
        {
            Receive();
        }
        else
        {
            _world.Time.Advance(TimeSpan.FromMilliseconds(_random.Next(3) == 0 ? _random.Next(60_000) : _random.Next(20)));
        }
    }

    /// <summary>Looks what has been answered.</summary>
    /// <param name="mayFail">Whether the device gave the broker a reason to fail.</param>
    public void Look(bool mayFail)
    {
        if (_isDead)
        {
            return;
        }

        _publications.Look(mayFail);
        _producers.ForEach(static producer => producer.Look());
        if (!_closes)
        {
            _outcomes.Look(mayFail);
        }
    }

    /// <summary>Asks of every producer what is stored.</summary>
    public void OpenAll() => _producers.ForEach(Open);

    /// <summary>Completes everything that was handed out.</summary>
    public void CompleteAll()
    {
        foreach (var consumer in _consumers.Where(static consumer => !consumer.IsDisposed))
        {
            foreach (var held in consumer.Waiting.ToList())
            {
                _outcomes.Complete(consumer, held);
            }
        }
    }

    /// <summary>Nobody has anything to do any more: everything is to be answered, and whoever has room has what there is.</summary>
    /// <param name="isAlone">Whether messages may be handed out one at a time.</param>
    /// <param name="mayFail">Whether the device gave the broker a reason to fail.</param>
    public void Rest(bool isAlone, bool mayFail)
    {
        if (!_disk.IsShort)
        {
            _producers.ForEach(producer => producer.EndOpen(mayFail));
        }

        var unanswered = _consumers.Find(static consumer => consumer.Unanswered > 0);
        var takesOutcomes = _disk.TakesOutcomes(Unanswered, AskedBytes);
        if (takesOutcomes)
        {
            _publications.ExpectAnswers(alsoWaiting: !_disk.IsShort);
            if (unanswered is not null)
            {
                _ledger.Complain($"everything rests, and an outcome in {unanswered.Queue} is not answered");
            }
        }

        _consumers.ForEach(static consumer => consumer.Rest());
        _ledger.Rest();
        if (isAlone || unanswered is not null || !takesOutcomes)
        {
            // The end of a lease is an outcome, too, and its message waits for it.
            return;
        }

        foreach (var queue in Topologies.Queues)
        {
            _ledger.ExpectHandedOut(queue, ReceiversOf(queue).Any(static consumer => consumer.HasRoom));
        }
    }

    /// <summary>The broker is about to be closed.</summary>
    public void BeginClose()
    {
        _closes = true;
        _publications.BeginClose();
        if (!_disk.TakesOutcomes(Unanswered, AskedBytes))
        {
            _consumers.ForEach(static consumer => consumer.AllowRefusals());
        }
    }

    /// <summary>The broker is closed: everything is answered, and what comes still is too late.</summary>
    /// <param name="mayFail">Whether the device gave the broker a reason to fail.</param>
    public void EndClose(bool mayFail)
    {
        _publications.Look(mayFail);
        if (IsFaulted)
        {
            return;
        }

        _publications.ExpectAnswers(alsoWaiting: true);
        if (_consumers.Find(static consumer => consumer.Unanswered > 0) is { } waiting)
        {
            _ledger.Complain($"the broker is closed, and an outcome in {waiting.Queue} was not answered");
        }

        foreach (var consumer in _consumers.Where(static consumer => consumer.Waiting.Count > 0))
        {
            consumer.SettleLate(new Outcome { Token = consumer.Waiting[0].Token, Kind = OutcomeKind.Complete });
            if (consumer.Unanswered > 0)
            {
                _ledger.Complain($"the broker is closed, and an outcome in {consumer.Queue} is not answered at once");
            }
        }
    }

    /// <summary>The process has ended.</summary>
    public void Die()
    {
        _isDead = true;
        _consumers.ForEach(static consumer => consumer.IsDead = true);
    }

    private void Publish(int count)
    {
        var takes = _disk.TakesPublish(Bytes) || (Bytes < MostWaitingBytes && _random.Next(100) < _habit.Waits);
        if (_random.Next(3) == 0)
        {
            Publish(_producers[_random.Next(_producers.Count)], takes);
        }
        else if (takes)
        {
            _publications.Publish(count);
        }
    }

    private void Publish(Producer producer, bool takes)
    {
        if (_random.Next(producer.IsUsable ? 20 : 2) == 0)
        {
            Open(producer);
        }
        else if (takes && producer.IsOpen)
        {
            _publications.Publish(producer);
        }
    }

    private void Open(Producer producer)
    {
        // What waits for room goes on where it likes then, on the pool.
        if (!_publications.AnyWaits && _disk.TakesPublish(Bytes))
        {
            producer.BeginOpen();
        }
    }

    private void Settle()
    {
        if (_random.Next(20) == 0)
        {
            SettleLate();
            return;
        }

        var waiting = _consumers
            .Where(static consumer => !consumer.IsDisposed)
            .SelectMany(static consumer => consumer.Waiting, static (consumer, held) => (consumer, held))
            .ToList();
        if (waiting.Count == 0)
        {
            return;
        }

        var (consumer, held) = waiting[_random.Next(waiting.Count)];
        if (_random.Next(20) == 0)
        {
            consumer.Renew(held);
        }
        else if (!held.IsAbandoned || _random.Next(10) == 0)
        {
            // Who is late may still be in time.
            held.IsAbandoned = false;
            _outcomes.Decide(consumer, held, _disk.TakesPublish(Bytes));
        }
    }

    private void SettleLate()
    {
        var over = _consumers.SelectMany(static consumer => consumer.Over, static (consumer, token) => (consumer, token)).ToList();
        if (over.Count > 0)
        {
            var (consumer, token) = over[_random.Next(over.Count)];
            consumer.SettleLate(_outcomes.Late(token));
        }
    }

    // Receivers come and go.
    private void Receive()
    {
        var queue = Topologies.Queues[_random.Next(Topologies.Queues.Count)];
        var receivers = ReceiversOf(queue).ToList();
        if (receivers.Count(static receiver => !receiver.IsStopped) == 0 || (receivers.Count < MostReceivers && _random.Next(2) == 0))
        {
            Subscribe(queue);
        }
        else if (_random.Next(2) == 0)
        {
            receivers[_random.Next(receivers.Count)].Stop();
        }
        else
        {
            receivers[_random.Next(receivers.Count)].Dispose();
        }
    }

    private void Subscribe(string queue)
    {
        var prefetch = _random.Next(1, MostPrefetch + 1);
        var options = new ReceiverOptions(queue, prefetch, _random.Next(4) == 0 ? Body.MaxBytes : MostPrefetch * Body.MaxBytes);
        var consumer = new Consumer(options, _ledger);
        consumer.Attach(_transport.Subscribe(options, consumer));
        _consumers.Add(consumer);
    }

    private IEnumerable<Consumer> ReceiversOf(string queue) =>
        _consumers.Where(consumer => consumer.Queue == queue && !consumer.IsDisposed);
}

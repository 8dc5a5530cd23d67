using Waybill.Storage.Threads;

namespace Waybill.Crash.Simulate;

/// <summary>
/// Gives the broker's threads, and the work they leave to others, their turns on the thread of whoever asks, in an order that a seed decides. Asked while one is within
/// its turn, it lets others have theirs: what overlaps in life nests here.
/// </summary>
/// <param name="random">Decides the order.</param>
/// <param name="slow">Who hardly ever has a turn as long as others have something to do; null: nobody.</param>
/// <param name="workers">Do the work that may wait; null: none does.</param>
internal sealed class Turns(Random random, string? slow, Workers? workers) : TaskScheduler, IThreads
{
    /// <summary>What <c>slow</c> calls the work that threads leave to others.</summary>
    public const string Work = "work";

    /// <summary>What the broker's thread is called.</summary>
    public const string Broker = "waybill broker";

    private const int SlowTurns = 30;

    private const string Writer = "waybill journal";

    // More than this, and what the slow one holds back would fill the broker's buffers, and nearly everything would wait.
    private const int MostMissed = 8;

    private readonly List<Seat> _seats = [];

    // As the broker is closed, the pool adds to both, and takes what it waits for.
    private readonly Lock _guard = new();
    private readonly List<Task> _work = [];

    // What is short: it needs no thread of its own, and not the device.
    private readonly List<IThreadPoolWorkItem> _errands = [];
    private int _missed;
    private int _commits;
    private long? _brokerTurn;

    /// <summary>Whose turn it is; null outside of any, and within work.</summary>
    public IThreadBody? Innermost { get; private set; }

    /// <summary>Whether somebody whose turn it is has it from within an operation of the device.</summary>
    public bool IsNested { get; set; }

    /// <summary>Whether work stands still that waits for room.</summary>
    public bool AreWaiting => workers?.AreWaiting == true;

    /// <summary>Who has a turn only when nobody else has anything to do; null: nobody.</summary>
    public string? Last { get; set; }

    /// <summary>Tells the time.</summary>
    public required Func<long> Clock { get; init; }

    /// <summary>The time as the broker's thread has it: that at which its turn began, as long as it has one.</summary>
    public long BrokerTime => _brokerTurn ?? Clock();

    public TaskScheduler Scheduler => this;

    public void Start(IThreadBody body) => _seats.Add(new Seat(body));

    public void Queue(IThreadPoolWorkItem work)
    {
        lock (_guard)
        {
            _errands.Add(work);
        }
    }

    /// <summary>Gives somebody a turn, or lets waiting work run as far as it goes.</summary>
    /// <returns>False: nobody has anything to do.</returns>
    public bool TryGive()
    {
        var ready = _seats.Where(static seat => seat.IsReady()).ToList();
        // Each batch has a buffer until the broker has come to it, which it does not while it is within an operation.
        if (_commits >= MostMissed && _seats.Exists(seat => seat.Body.Name == Broker && (seat.IsWithin || ready.Contains(seat))))
        {
            ready.RemoveAll(static seat => seat.Body.Name == Writer);
        }

        // Where work has threads of its own, they need the device, which whoever is within an operation holds.
        var work = workers is not null && IsNested ? [] : Copy(_work);
        // Within a task, what they set off would be handed to the pool.
        var errands = Current == this ? [] : Copy(_errands);
        var others = errands.Length + work.Length;
        if (ready.Count + others > 1)
        {
            ready.RemoveAll(seat => seat.Body.Name == Last);
        }

        if (ready.Count + others == 0)
        {
            return false;
        }

        var chosen = Choose(ready, others);
        if (chosen < ready.Count)
        {
            var outer = Innermost;
            Innermost = ready[chosen].Body;
            var isBroker = Innermost.Name == Broker;
            _brokerTurn = isBroker ? Clock() : _brokerTurn;
            ready[chosen].TakeTurn();
            _commits = isBroker ? 0 : _commits + (ready[chosen].Body.Name == Writer ? 1 : 0);
            _brokerTurn = isBroker ? null : _brokerTurn;
            Innermost = outer;
        }
        else if (chosen - ready.Count < errands.Length)
        {
            Run(errands[chosen - ready.Count]);
        }
        else
        {
            Do(work[chosen - ready.Count - errands.Length]);
        }

        return true;
    }

    /// <summary>Lets work go on that waits for room.</summary>
    /// <param name="cancelled">Only what waits in vain.</param>
    /// <returns>False: there is none, or it cannot now.</returns>
    public bool TryResume(bool cancelled = false)
    {
        var outer = Innermost;
        Innermost = null;
        var resumed = workers is not null && !IsNested && workers.TryResume(cancelled);
        Innermost = outer;
        return resumed;
    }

    protected override void QueueTask(Task task)
    {
        lock (_guard)
        {
            _work.Add(task);
        }
    }

    // Whoever waits for work that nobody has begun does it.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)
    {
        if (!TryTake(_work, task))
        {
            return false;
        }

        Execute(task);
        return true;
    }

    protected override IEnumerable<Task> GetScheduledTasks() => _work;

    private T[] Copy<T>(List<T> list)
    {
        lock (_guard)
        {
            return [.. list];
        }
    }

    private bool TryTake<T>(List<T> list, T item)
    {
        lock (_guard)
        {
            return list.Remove(item);
        }
    }

    private int Choose(List<Seat> ready, int work)
    {
        var count = ready.Count + work;
        var chosen = count == 1 ? 0 : random.Next(count);
        if (slow is null || count == 1 || NameOf(chosen) != slow || random.Next(SlowTurns) == 0)
        {
            return chosen;
        }

        var others = Enumerable.Range(0, count).Where(index => NameOf(index) != slow).ToList();
        if (others.Count == 0 || (slow != Work && ++_missed % MostMissed == 0))
        {
            return chosen;
        }

        return others[random.Next(others.Count)];

        string NameOf(int index) => index < ready.Count ? ready[index].Body.Name : Work;
    }

    private void Run(IThreadPoolWorkItem errand)
    {
        TryTake(_errands, errand);
        var outer = Innermost;
        Innermost = null;
        errand.Execute();
        Innermost = outer;
    }

    private void Do(Task task)
    {
        if (!TryTake(_work, task))
        {
            return;
        }

        if (workers is null)
        {
            Execute(task);
            return;
        }

        var outer = Innermost;
        workers.Run(() => Execute(task));
        Innermost = outer;
    }

    private void Execute(Task task)
    {
        var outer = Innermost;
        Innermost = null;
        TryExecuteTask(task);
        Innermost = outer;
    }

    private sealed class Seat(IThreadBody body)
    {
        private TurnResult _last;

        public IThreadBody Body => body;

        public bool IsWithin { get; private set; }

        public bool IsReady()
        {
            if (IsWithin || _last == TurnResult.End)
            {
                return false;
            }

            if (_last == TurnResult.Wait && body.Wait(milliseconds: 0))
            {
                _last = TurnResult.GoOn;
            }

            return _last == TurnResult.GoOn;
        }

        public void TakeTurn()
        {
            IsWithin = true;
            _last = body.TakeTurn();
            IsWithin = false;
        }
    }
}

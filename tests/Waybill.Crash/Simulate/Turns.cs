using Waybill.Storage.Threads;

namespace Waybill.Crash.Simulate;

/// <summary>
/// Gives the broker's threads, and the work they leave to others, their turns on the thread of whoever asks, in an order that a seed decides. Asked while one is within
/// its turn, it lets others have theirs: what overlaps in life nests here.
/// </summary>
internal sealed class Turns(Random random) : TaskScheduler, IThreads
{
    private readonly List<Seat> _seats = [];
    private readonly List<Task> _work = [];

    /// <summary>Whose turn it is; null outside of any.</summary>
    public IThreadBody? Innermost { get; private set; }

    public TaskScheduler Scheduler => this;

    public void Start(IThreadBody body) => _seats.Add(new Seat(body));

    /// <summary>Gives somebody a turn, or lets waiting work run as far as it goes.</summary>
    /// <returns>False: nobody has anything to do.</returns>
    public bool TryGive()
    {
        var ready = _seats.Where(static seat => seat.IsReady()).ToList();
        var count = ready.Count + _work.Count;
        if (count == 0)
        {
            return false;
        }

        var chosen = count == 1 ? 0 : random.Next(count);
        if (chosen < ready.Count)
        {
            var outer = Innermost;
            Innermost = ready[chosen].Body;
            ready[chosen].TakeTurn();
            Innermost = outer;
        }
        else
        {
            TryExecuteTaskInline(_work[chosen - ready.Count], taskWasPreviouslyQueued: true);
        }

        return true;
    }

    protected override void QueueTask(Task task) => _work.Add(task);

    // Whoever waits for work that nobody has begun does it.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => _work.Remove(task) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => _work;

    private sealed class Seat(IThreadBody body)
    {
        private bool _isWithin;

        public IThreadBody Body => body;
        private TurnResult _last;

        public bool IsReady()
        {
            if (_isWithin || _last == TurnResult.End)
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
            _isWithin = true;
            _last = body.TakeTurn();
            _isWithin = false;
        }
    }
}

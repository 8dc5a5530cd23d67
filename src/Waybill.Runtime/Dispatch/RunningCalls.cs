using Waybill.Threading;

namespace Waybill.Runtime.Dispatch;

/// <summary>
/// The calls of one queue's consumer that run, one place a worker, and their time limits. One timer stands at the earliest limit and is left there when
/// calls end early, so that a call costs a look at the clock and not a timer of its own. Thread-safe.
/// </summary>
internal sealed class RunningCalls : IAsyncDisposable
{
    private readonly Place[] _places;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Action _onBegun;

    // When the timer looks next, as a timestamp of the time provider.
    private long _due = long.MaxValue;
    private PaddedLong _count;
    private int _cancelled;

    /// <param name="places">How many workers may run at once.</param>
    /// <param name="time">The clock of the limits.</param>
    /// <param name="onBegun">Called when a call has begun and counts.</param>
    public RunningCalls(int places, TimeProvider time, Action onBegun)
    {
        _onBegun = onBegun;
        _places = new Place[places];
        for (var i = 0; i < places; i++)
        {
            _places[i] = new Place(this);
        }

        _time = time;
        _timer = time.CreateTimer(static self => ((RunningCalls)self!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A place for a worker; there are as many as workers may run.</summary>
    public Place Enter()
    {
        while (true)
        {
            foreach (var place in _places)
            {
                if (place.TryEnter())
                {
                    return place;
                }
            }
        }
    }

    /// <summary>How many calls run.</summary>
    public int Count => (int)Volatile.Read(ref _count.Value);

    /// <summary>Cancels every call that runs, and every one that begins afterwards.</summary>
    public void Cancel(CancelReason reason)
    {
        // A full fence before the look: a call is seen by it, or sees this.
        Interlocked.Exchange(ref _cancelled, (int)reason);
        foreach (var place in _places)
        {
            place.Held?.Cancel(reason);
        }
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private long DeadlineAfter(TimeSpan timeout) => _time.GetTimestamp() + (long)(timeout.TotalSeconds * _time.TimestampFrequency);

    private void Arm(long deadline)
    {
        for (var due = Volatile.Read(ref _due); deadline < due; due = Volatile.Read(ref _due))
        {
            if (Interlocked.CompareExchange(ref _due, deadline, due) == due)
            {
                SetTimer(deadline);
                return;
            }
        }
    }

    private void SetTimer(long deadline)
    {
        do
        {
            // Whole milliseconds are what a timer knows, and one that fires early has to be set again.
            var left = Math.Max(0, Math.Ceiling(_time.GetElapsedTime(_time.GetTimestamp(), deadline).TotalMilliseconds));
            _timer.Change(TimeSpan.FromMilliseconds(left), Timeout.InfiniteTimeSpan);
            // Somebody with an earlier limit may have set the timer just before.
            var due = Volatile.Read(ref _due);
            if (due >= deadline)
            {
                return;
            }

            deadline = due;
        } while (true);
    }

    private void Look()
    {
        // Before the look: a call that begins during it, and is not seen, sets the timer itself.
        Interlocked.Exchange(ref _due, long.MaxValue);
        var now = _time.GetTimestamp();
        var earliest = long.MaxValue;
        foreach (var place in _places)
        {
            if (place.Held is not { } held)
            {
                continue;
            }

            if (held.Deadline > now)
            {
                earliest = Math.Min(earliest, held.Deadline);
            }
            else
            {
                held.Cancel(CancelReason.Timeout);
            }
        }

        if (earliest != long.MaxValue)
        {
            Arm(earliest);
        }
    }

    /// <summary>What one worker runs.</summary>
    public sealed class Place(RunningCalls calls)
    {
        private HeldDelivery? _held;
        private int _entered;

        public HeldDelivery? Held => Volatile.Read(ref _held);

        public bool TryEnter() => Volatile.Read(ref _entered) == 0 && Interlocked.Exchange(ref _entered, 1) == 0;

        public void Leave() => Volatile.Write(ref _entered, 0);

        /// <summary>A call begins, and is cancelled unless it ends in time.</summary>
        public void Begin(HeldDelivery held, TimeSpan timeout)
        {
            var deadline = calls.DeadlineAfter(timeout);
            held.Deadline = deadline;
            Volatile.Write(ref _held, held);
            // A full fence: the timer's look sees the call, or the call sees that the timer is to be set.
            Interlocked.Increment(ref calls._count.Value);
            if (deadline < Volatile.Read(ref calls._due))
            {
                calls.Arm(deadline);
            }

            if (Volatile.Read(ref calls._cancelled) is var reason and not (int)CancelReason.None)
            {
                held.Cancel((CancelReason)reason);
            }

            calls._onBegun();
        }

        /// <summary>The call has ended, or never quite began.</summary>
        public void End()
        {
            if (_held is not null)
            {
                Volatile.Write(ref _held, null);
                Interlocked.Decrement(ref calls._count.Value);
            }
        }
    }
}

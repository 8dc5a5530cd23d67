namespace Waybill.Crash.Simulate.Model;

/// <summary>
/// A copy of a message: the states that it went through since the last one that is certain. Those up to a floor are known to have come about, and what is known outlives
/// a kill, or a power cut too; of the others each crash leaves some beginning.
/// </summary>
/// <param name="number">The message's number.</param>
/// <param name="home">The queue that it was published to.</param>
/// <param name="isFlushed">Its durability: of its outcomes too.</param>
/// <param name="isOrdered">Whether its number says where in the queue it stands.</param>
internal sealed class Copy(long number, string home, bool isFlushed, bool isOrdered)
{
    private readonly List<Step> _steps = [new(CopyState.Absent, null, 0, null)];
    private int _known;
    private int _durable;
    private bool _isGivenBack;

    // Whether its state is one of several until somebody looks.
    private bool _isOpen;

    public long Number => number;

    public string Home => home;

    public bool IsFlushed => isFlushed;

    public bool IsOrdered => isOrdered;

    /// <summary>Whether it was handed out before, in any life.</summary>
    public bool WasSeen { get; private set; }

    /// <summary>Whether somebody has it now.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Whether it is certain that it will not come any more.</summary>
    public bool IsSettled => _steps is [{ State.IsAbsent: true }];

    /// <summary>Whether a change that was asked for and not refused is known to have come about, and a crash cannot have taken it back.</summary>
    public bool IsCertain(Change change) => change.WasFound ?? _steps.FindIndex(step => step.Cause == change) <= _known;

    /// <summary>Something was asked for that will change it.</summary>
    /// <param name="state">What it becomes.</param>
    /// <param name="change">By what.</param>
    /// <param name="now">The time.</param>
    /// <param name="delay">How long it is set aside then; null: it is not.</param>
    public void Attempt(CopyState state, Change change, long now = 0, long? delay = null) =>
        _steps.Add(new Step(state, change, now, delay));

    /// <summary>A change was confirmed.</summary>
    public void Confirm(Change change, long now)
    {
        var at = _steps.FindIndex(step => step.Cause == change);
        if (at >= 0)
        {
            _steps[at].HasCome(now);
        }

        Know(at, change.IsFlushed);
    }

    /// <summary>A change was refused, and will not come about.</summary>
    public void Refuse(Change change) => _steps.RemoveAll(step => step.Cause == change);

    /// <summary>It was handed out.</summary>
    /// <returns>What is wrong with that; null when nothing is.</returns>
    public string? Show(CopyState state, long now)
    {
        if (IsHeld && !_isGivenBack)
        {
            return "it is handed out while somebody has it";
        }

        var at = Possible().LastOrDefault(index => _steps[index].State == state, -1);
        if (at < 0)
        {
            return $"it is {state}, and can only be {string.Join(" or ", Possible().Select(index => _steps[index].State))}";
        }

        var due = _steps[at].NotBefore;
        Resolve(at);
        // What is handed out is committed, as durably as its message asks.
        Know(at, isFlushed);
        (IsHeld, _isGivenBack, WasSeen) = (true, false, true);
        return due > now ? $"it comes {due - now} ms before its time" : null;
    }

    /// <summary>Whoever has it gives it back: it may come again at any time, and must when there has been time for that.</summary>
    public void GiveBack() => _isGivenBack = IsHeld;

    /// <summary>Nobody has it any more.</summary>
    public void LetGo() => (IsHeld, _isGivenBack) = (false, false);

    /// <summary>There has been time for everything.</summary>
    public void Rest()
    {
        if (_isGivenBack)
        {
            LetGo();
        }
    }

    /// <summary>Whether it is certain that it waits in a queue, and that nothing hinders it.</summary>
    public bool IsReadyIn(string queue, long now)
    {
        if (IsHeld)
        {
            return false;
        }

        // Asked of every copy whenever everything rests: without garbage.
        var (first, last) = Bounds();
        for (var at = first; at <= last; at++)
        {
            if (_steps[at].State.Queue != queue || _steps[at].NotAfter > now)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether it is certain that it waits in a queue where it was not set aside.</summary>
    public bool IsInPlaceIn(string queue) =>
        !IsHeld && Possible().All(index => _steps[index].State.Queue == queue && !_steps[index].IsSetAside);

    /// <summary>Nothing more will come, and it has not been handed out.</summary>
    /// <returns>What is wrong with that; null when nothing is.</returns>
    public string? Miss()
    {
        var absent = Possible().Where(index => _steps[index].State.IsAbsent).ToList();
        switch (absent.Count)
        {
            case 0:
                return $"it is gone, and can only be {string.Join(" or ", Possible().Select(index => _steps[index].State))}";
            case 1:
                Resolve(absent[0]);
                return null;
            default:
                return null;
        }
    }

    /// <summary>The process ended, or its machine, and with it whoever had it.</summary>
    public void Crash(bool powerCut, long now)
    {
        _known = powerCut ? _durable : _known;
        _isOpen = true;
        LetGo();
        _steps.ForEach(step => step.HasCome(now));
    }

    /// <summary>The next process has begun, and made durable what it found.</summary>
    public void Recover()
    {
        _steps.RemoveRange(0, _known);
        _known = _durable = 0;
    }

    private void Know(int index, bool durable)
    {
        _known = Math.Max(_known, index);
        _durable = durable ? Math.Max(_durable, index) : _durable;
    }

    // What an earlier life left open is settled, for other copies of the same change too: recovery makes durable what it has read.
    private void Resolve(int found)
    {
        if (!_isOpen)
        {
            return;
        }

        _isOpen = false;
        for (var i = 1; i < _steps.Count; i++)
        {
            _steps[i].Cause!.WasFound = i <= found;
        }

        _steps.RemoveRange(found + 1, _steps.Count - found - 1);
        Know(found, durable: true);
    }

    private IEnumerable<int> Possible()
    {
        var (first, last) = Bounds();
        return first <= last ? Enumerable.Range(first, last - first + 1) : [];
    }

    // The first and the last step that may be what it is.
    private (int First, int Last) Bounds()
    {
        var (first, last) = (_known, _steps.Count - 1);
        for (var at = 0; at < _steps.Count; at++)
        {
            var wasFound = _steps[at].Cause?.WasFound;
            first = wasFound == true ? Math.Max(first, at) : first;
            last = wasFound == false ? Math.Min(last, at - 1) : last;
        }

        return (first, last);
    }

    /// <param name="state">What it became.</param>
    /// <param name="cause">By what; null: it was so from the beginning.</param>
    /// <param name="askedAt">When that was asked for.</param>
    /// <param name="delay">How long it is set aside, from when the broker hears of it; null: it is not.</param>
    private sealed class Step(CopyState state, Change? cause, long askedAt, long? delay)
    {
        public CopyState State => state;

        public Change? Cause => cause;

        public bool IsSetAside => delay is not null;

        /// <summary>When it may be handed out.</summary>
        public long NotBefore => askedAt + delay ?? long.MinValue;

        /// <summary>When nothing hinders it any more.</summary>
        public long NotAfter { get; private set; } = delay is null ? long.MinValue : long.MaxValue;

        /// <summary>It came about not later than now.</summary>
        public void HasCome(long now) => NotAfter = NotAfter == long.MaxValue ? now + delay!.Value : NotAfter;
    }
}

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
    private readonly List<Step> _steps = [new(CopyState.Absent, null, long.MinValue)];
    private int _known;
    private int _durable;

    // Whether its state is one of several until somebody looks.
    private bool _isOpen;

    public long Number => number;

    public string Home => home;

    public bool IsFlushed => isFlushed;

    public bool IsOrdered => isOrdered;

    /// <summary>Whether it was handed out before, in any life.</summary>
    public bool WasSeen { get; set; }

    /// <summary>Whether somebody has it now.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Whether it is certain that it will not come any more.</summary>
    public bool IsSettled => _steps is [{ State.IsAbsent: true }];

    /// <summary>Something was asked for that will change it.</summary>
    /// <param name="state">What it becomes.</param>
    /// <param name="change">By what.</param>
    /// <param name="notBefore">When it may be handed out then.</param>
    public void Attempt(CopyState state, Change change, long notBefore = long.MinValue) => _steps.Add(new Step(state, change, notBefore));

    /// <summary>A change was confirmed.</summary>
    public void Confirm(Change change) => Know(_steps.FindIndex(step => step.Cause == change), change.IsFlushed);

    /// <summary>A change was refused, and will not come about.</summary>
    public void Refuse(Change change) => _steps.RemoveAll(step => step.Cause == change);

    /// <summary>It was handed out.</summary>
    /// <returns>What is wrong with that; null when nothing is.</returns>
    public string? Show(CopyState state, long now)
    {
        if (IsHeld)
        {
            return "it is handed out while somebody has it";
        }

        var at = Possible().LastOrDefault(index => _steps[index].State == state, -1);
        if (at < 0)
        {
            return $"it is {state}, and can only be {string.Join(" or ", Possible().Select(index => _steps[index].State))}";
        }

        var early = _steps[at].NotBefore > now;
        Resolve(at);
        // What is handed out is committed, as durably as its message asks.
        Know(at, isFlushed);
        (IsHeld, WasSeen) = (true, true);
        return early ? $"it comes {_steps[at].NotBefore - now} ms before its time" : null;
    }

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
    public void Crash(bool powerCut)
    {
        _known = powerCut ? _durable : _known;
        _isOpen = true;
        IsHeld = false;
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

    private IEnumerable<int> Possible() =>
        Enumerable
            .Range(0, _steps.Count)
            .Where(at =>
                at >= _known
                && !_steps.Take(at + 1).Any(static step => step.Cause?.WasFound == false)
                && !_steps.Skip(at + 1).Any(static step => step.Cause?.WasFound == true)
            );

    private readonly record struct Step(CopyState State, Change? Cause, long NotBefore);
}

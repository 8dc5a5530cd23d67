namespace Waybill.Crash.Kill;

/// <summary>
/// The parent's memory over all children: what must hold whatever was killed when. A line that a killed child could not write any more is uncertain:
/// only what the parent read counts.
/// </summary>
internal sealed class Ledger
{
    private readonly HashSet<long> _confirmed = [];
    private readonly HashSet<long> _handled = [];
    private readonly HashSet<long> _settled = [];
    private readonly HashSet<long> _keptHandled = [];
    private readonly HashSet<long> _doneHandled = [];
    private readonly HashSet<long> _doneSettled = [];
    private readonly List<long> _watermarks = [-1];
    private readonly List<string> _violations = [];
    private long _keptConfirmed = -1;
    private long _lastHandled = long.MinValue;

    public IReadOnlyList<string> Violations => _violations;

    public int Confirmed => _confirmed.Count;

    public int Settled => _settled.Count;

    /// <summary>A new child: what was handed out and not settled comes again, in order from the beginning.</summary>
    public void BeginChild() => _lastHandled = long.MinValue;

    public void Add(Entry entry)
    {
        var number = entry.Number;
        switch (entry.Kind)
        {
            case EntryKind.Confirmed:
                _confirmed.Add(number);
                _keptConfirmed = Numbering.IsKept(number) ? number : _keptConfirmed;
                break;
            case EntryKind.Watermark:
                AddWatermark(number);
                break;
            case EntryKind.Handled:
                Require(!_settled.Contains(number), $"work {number} was settled and handed out again");
                Require(number > _lastHandled, $"work {number} was handed out after {_lastHandled}: order broken");
                _lastHandled = number;
                _handled.Add(number);
                break;
            case EntryKind.Settled:
                _settled.Add(number);
                break;
            case EntryKind.DoneHandled:
                Require(_handled.Contains(number), $"done {number} was handed out, but its work never was");
                Require(!_doneSettled.Contains(number), $"done {number} was settled and handed out again");
                _doneHandled.Add(number);
                break;
            case EntryKind.KeptHandled:
                Require(_keptHandled.Add(number), $"kept message {number} was handed out twice");
                break;
            case EntryKind.DoneSettled:
                _doneSettled.Add(number);
                break;
        }
    }

    /// <summary>After a last child that nobody killed emptied the queues: nothing is missing.</summary>
    public void CheckDrained()
    {
        foreach (var number in _confirmed)
        {
            Require(_handled.Contains(number) || _keptHandled.Contains(number), $"message {number} was confirmed and is lost");
        }

        // Seen once, a message is settled in the end, and its settlement publishes: one without that publish was seen and is gone.
        foreach (var number in _handled)
        {
            Require(_doneHandled.Contains(number), $"work {number} was handed out and is gone: its settlement published nothing");
        }

        // One number stands for all before it.
        var stored = _watermarks.Skip(1).SelectMany(Numbering.KeptUpTo).ToHashSet();
        foreach (var number in stored.Except(_keptHandled))
        {
            Require(false, $"kept message {number} counts as stored by its producer's watermark, and is not there");
        }

        foreach (var number in _keptHandled.Except(stored))
        {
            Require(false, $"kept message {number} is there, and does not count as stored by its producer's watermark");
        }
    }

    private void AddWatermark(long watermark)
    {
        var last = _watermarks[^1];
        Require(watermark >= _keptConfirmed, $"the producer's watermark is {watermark}, and message {_keptConfirmed} was confirmed");
        Require(watermark >= last, $"the producer's watermark went back from {last} to {watermark}");
        if (watermark != last)
        {
            _watermarks.Add(watermark);
        }
    }

    private void Require(bool holds, string violation)
    {
        if (!holds)
        {
            _violations.Add(violation);
        }
    }
}

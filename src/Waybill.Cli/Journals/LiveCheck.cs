using Waybill.Broker.Checkpoints;
using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;

namespace Waybill.Cli.Journals;

/// <summary>Compares the records that come past, in order, with those that a state needs. Holds the positions of one segment at a time.</summary>
internal sealed class LiveCheck
{
    private readonly LiveRecords _live;
    private readonly long _segmentBytes;
    private readonly HashSet<long> _segmentsLeft;
    private readonly HashSet<long> _missing = [];
    private long[] _needed = [];
    private long _base = -1;
    private int _at;

    public LiveCheck(StateSnapshot state, long segmentBytes)
    {
        _segmentBytes = segmentBytes;
        _live = new LiveRecords(state, segmentBytes);
        _segmentsLeft = [.. _live.Segments];
    }

    /// <summary>A record that is whole comes past; true when somebody needs it.</summary>
    public bool See(long lsn)
    {
        if (lsn - (lsn % _segmentBytes) is var at && at != _base)
        {
            Begin(at);
        }

        for (; _at < _needed.Length && _needed[_at] < lsn; _at++)
        {
            _missing.Add(_needed[_at]);
        }

        if (_at == _needed.Length || _needed[_at] != lsn)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>All records have come past: those that are needed and were not among them.</summary>
    public IReadOnlySet<long> End()
    {
        Finish();
        foreach (var left in _segmentsLeft)
        {
            _missing.UnionWith(_live.In(left));
        }

        _segmentsLeft.Clear();
        return _missing;
    }

    private void Begin(long at)
    {
        Finish();
        _base = at;
        _segmentsLeft.Remove(at);
        _needed = [.. new SortedSet<long>(_live.In(at))];
        _at = 0;
    }

    private void Finish()
    {
        _missing.UnionWith(_needed.AsSpan(_at).ToArray());
        _needed = [];
        _at = 0;
    }
}

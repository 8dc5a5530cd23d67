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

    /// <summary>The messages that are lost with records, queue by queue.</summary>
    public static IEnumerable<(int Queue, QueueEntry Entry)> Entries(StateSnapshot state, IReadOnlySet<long> missing)
    {
        foreach (var queue in missing.Count == 0 ? [] : state.Queues)
        {
            foreach (var entry in EntriesOf(queue).Where(entry => missing.Contains(entry.Message.Lsn) || missing.Contains(entry.DeathLsn)))
            {
                yield return (queue.Symbol, entry);
            }
        }
    }

    private static IEnumerable<QueueEntry> EntriesOf(QueueSnapshot queue) =>
        queue.Waiting.SelectMany(static run => run.Entries()).Concat(queue.Placed.Select(static placement => placement.Entry));

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

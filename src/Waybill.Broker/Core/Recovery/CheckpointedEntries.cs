using Waybill.Broker.Core.Index;

namespace Waybill.Broker.Core.Recovery;

/// <summary>
/// What a checkpoint says of a queue's messages that only wait, as it lies there: most of it is never looked at. Gone through once, in order, when every record has been
/// read: what outcomes speak of is taken out, and the rest goes to its queue, run by run where nothing of a run was asked for.
/// </summary>
internal sealed class CheckpointedEntries(IReadOnlyList<EntryRun> runs, IndexPages pages)
{
    private List<QueueEntry>? _open;
    private int _at;
    private int _run;

    /// <summary>Takes an entry out; null when it is not there.</summary>
    /// <param name="identity">Which one: behind all that were asked for before.</param>
    /// <param name="queue">Where what comes before it goes; null when nobody needs that.</param>
    public QueueEntry? Take(MessageRef identity, QueueState? queue)
    {
        while (_open is not null || _run < runs.Count)
        {
            if (_open is null && _run + 1 < runs.Count && FirstOf(runs[_run + 1]).CompareTo(identity) <= 0)
            {
                Pass(runs[_run++], queue);
                continue;
            }

            _open ??= Open(runs[_run++]);
            while (_at < _open.Count)
            {
                var entry = _open[_at];
                var order = entry.Identity.CompareTo(identity);
                if (order > 0)
                {
                    return null;
                }

                _at++;
                if (order == 0)
                {
                    return entry;
                }

                queue?.Add(entry);
            }

            _open = null;
        }

        return null;
    }

    /// <summary>Passes on what is left.</summary>
    /// <param name="queue">Where to; null when nobody needs it.</param>
    public void Finish(QueueState? queue)
    {
        for (; _open is not null && _at < _open.Count; _at++)
        {
            queue?.Add(_open[_at]);
        }

        _open = null;
        while (_run < runs.Count)
        {
            Pass(runs[_run++], queue);
        }
    }

    private void Pass(in EntryRun run, QueueState? queue)
    {
        if (queue is null)
        {
            pages.Discard(run);
        }
        else
        {
            queue.Add(run);
        }
    }

    private List<QueueEntry> Open(in EntryRun run)
    {
        var entries = run.Entries();
        pages.Discard(run);
        _at = 0;
        return entries;
    }

    private static MessageRef FirstOf(in EntryRun run)
    {
        var reader = run.GetEnumerator();
        reader.MoveNext();
        return reader.Current.Identity;
    }
}

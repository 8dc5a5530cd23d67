using Waybill.Broker.Core;

namespace Waybill.Cli.Journals;

/// <summary>Finds the messages of queues that are lost with records.</summary>
internal static class LostEntries
{
    /// <summary>The lost entries of a queue by position; joined to the one before when the queue has none between the two that can be read.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="missing">The positions of the records that cannot be read.</param>
    public static IEnumerable<(QueueEntry Entry, bool IsJoined)> Of(QueueSnapshot queue, IReadOnlySet<long> missing)
    {
        var lost = EntriesOf(queue)
            .Where(entry => IsLost(entry, missing))
            .OrderBy(static entry => entry.Message)
            .ThenBy(static entry => entry.DeathLsn)
            .ToList();
        if (lost.Count == 0)
        {
            yield break;
        }

        var places = lost.ConvertAll(static entry => entry.Message);
        var isParted = new bool[lost.Count + 1];
        isParted[0] = true;
        foreach (var entry in EntriesOf(queue).Where(entry => !IsLost(entry, missing)))
        {
            var at = places.BinarySearch(entry.Message);
            isParted[at < 0 ? ~at : at] = true;
        }

        for (var i = 0; i < lost.Count; i++)
        {
            yield return (lost[i], !isParted[i]);
        }
    }

    private static bool IsLost(in QueueEntry entry, IReadOnlySet<long> missing) =>
        missing.Contains(entry.Message.Lsn) || missing.Contains(entry.DeathLsn);

    private static IEnumerable<QueueEntry> EntriesOf(QueueSnapshot queue) =>
        queue.Waiting.SelectMany(static run => run.Entries()).Concat(queue.Placed.Select(static placement => placement.Entry));
}

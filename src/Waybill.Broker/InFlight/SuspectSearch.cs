using Waybill.Broker.Core;
using Waybill.Broker.Loop;
using Waybill.Broker.Records;
using Waybill.Storage;

namespace Waybill.Broker.InFlight;

/// <summary>Finds the messages of what an earlier process marked: those that still wait. The others are settled, or are not what the mark means.</summary>
internal static class SuspectSearch
{
    /// <param name="left">What was left.</param>
    /// <param name="state">The recovered state.</param>
    /// <param name="records">The journal's records.</param>
    /// <param name="now">The time, in milliseconds since 1970.</param>
    /// <returns>At most as many as the file keeps, those with the most crashes first.</returns>
    public static IReadOnlyList<Suspect> Find(IReadOnlyCollection<InFlightMark> left, BrokerState state, RecordStore records, long now)
    {
        var byQueue = left.ToLookup(static mark => mark.Queue);
        var found = new List<Suspect>();
        foreach (var queue in state.Queues.Where(queue => byQueue.Contains(queue.Symbol)))
        {
            var marks = byQueue[queue.Symbol].ToLookup(static mark => mark.Message);
            // What was being handled had been due.
            foreach (var entry in queue.MakeReady(marks.Select(static mark => mark.Key).ToHashSet(), now))
            {
                var id = IdOf(entry, records);
                found.AddRange(
                    marks[entry.Identity]
                        .Where(mark => mark.MessageId == id)
                        .Select(mark => new Suspect(queue, entry, mark.MessageId, mark.Crashes))
                );
            }
        }

        return
        [
            .. found
                .OrderByDescending(static suspect => suspect.Crashes)
                .ThenBy(static suspect => suspect.Entry)
                .Take(InFlightFile.Suspects),
        ];
    }

    /// <summary>A message that cannot be read is nobody's suspect: whoever hands it out deals with that.</summary>
    private static Guid? IdOf(in QueueEntry entry, RecordStore records)
    {
        try
        {
            return records.Message(entry.Message).Id;
        }
        catch (Exception exception) when (RecordDamage.IsToldBy(exception) || exception is IOException)
        {
            return null;
        }
    }
}

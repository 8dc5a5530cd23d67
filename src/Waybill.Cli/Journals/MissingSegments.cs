using Waybill.Broker.Checkpoints;
using Waybill.Broker.Core;
using Waybill.Storage.Format;
using Waybill.Storage.Inspection;

namespace Waybill.Cli.Journals;

/// <summary>
/// Finds segments whose files are not there though queues need records in them. Before the newest checkpoint the log may have gaps: only what queues need tells which of them are damage.
/// </summary>
internal static class MissingSegments
{
    /// <param name="folder">The folder.</param>
    /// <param name="state">What is needed.</param>
    public static IReadOnlyList<LogDamage> Of(JournalFolder folder, StateSnapshot state)
    {
        if (folder.SegmentBytes == 0)
        {
            return [];
        }

        var live = new LiveRecords(state, folder.SegmentBytes);
        var neededFrom = new LogWalk(folder).NeededFrom;
        return
        [
            .. live
                .Segments.Except(folder.Segments.Select(static segment => segment.BaseLsn))
                .Where(baseLsn => baseLsn < neededFrom)
                .Order()
                .Select(baseLsn => DamageOf(baseLsn, live.In(baseLsn).Distinct().Count())),
        ];
    }

    private static LogDamage DamageOf(long baseLsn, int records) =>
        new(
            SegmentHeader.FileName(baseLsn),
            0,
            baseLsn,
            null,
            $"the segment file is missing, and {(records == 1 ? "a record in it is" : $"{records} records in it are")} needed"
        );
}

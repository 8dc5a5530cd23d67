using Waybill.Storage;

namespace Waybill.Crash.Journals;

/// <summary>Few of the records that a journal has confirmed: those that must stay readable, whatever is cleaned away around them.</summary>
internal sealed class LiveRecords(Func<IReadOnlyList<WrittenRecord>> written) : ILiveRecords
{
    private const int Every = 7;

    /// <summary>Whether the record of a number is needed.</summary>
    public static bool IsLive(int number) => number % Every == 0;

    public int CountIn(long baseLsn) => In(baseLsn).Count();

    public IEnumerable<long> In(long baseLsn) =>
        from record in written().Where((_, number) => IsLive(number))
        where record.Lsn >= baseLsn && record.Lsn < baseLsn + JournalFormat.MinSegmentBytes
        select record.Lsn;
}

using System.Diagnostics;
using Waybill.Storage.Append;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Commit;

/// <summary>
/// Decides whether the writer waits a little for appends that are on their way. Back-to-back commits split a closed loop of publishers into
/// two halves that alternate; waiting until "the last batch again, beside those who wait already" has come joins them. A lone publisher
/// is never waited for: its batch of one is complete at once. A wait that gathers nothing is not tried again for a while. On a full disk it is what is left of the
/// segment that counts, and a batch takes a sector however little is in it: then every batch waits for company.
/// </summary>
/// <param name="appender">Where appends gather.</param>
/// <param name="limit">The longest wait while the disk has room; zero for none.</param>
/// <param name="room">Whether the disk is full.</param>
/// <param name="fullPause">The wait while it is.</param>
internal sealed class Gathering(Appender appender, TimeSpan limit, DiskRoom room, Action fullPause)
{
    // From here on a sync is bound by bandwidth, and a larger batch gains nothing.
    private const int EnoughBytes = 256 * 1024;
    private const int MaxSkips = 64;

    // From here on little of a batch's sectors is padding.
    private const int EnoughBytesWhenFull = 8 * JournalFormat.BatchAlignment;

    // What was committed longer ago than this says nothing about what is on its way.
    private static readonly long _recent = Stopwatch.Frequency / 1000;
    private readonly long _limit = (long)(limit.TotalSeconds * Stopwatch.Frequency);
    private long _committedAt;
    private int _expected;
    private int _skips;
    private int _skipsAfterFailure;

    /// <summary>A batch was committed: its publishers are about to come back, beside those who are waiting already.</summary>
    public void OnCommitted(int records)
    {
        _expected = records + appender.WaitingRecords;
        _committedAt = Stopwatch.GetTimestamp();
    }

    /// <summary>Before a batch is taken.</summary>
    /// <returns>False: none is to be taken yet.</returns>
    public bool Wait()
    {
        if (!room.IsFull)
        {
            WaitForThoseOnTheirWay();
            return true;
        }
        var waits = appender.WaitingRecords > 0;
        if (waits && appender.WaitingBytes < EnoughBytesWhenFull)
        {
            fullPause();
        }
        // What has come since would be alone.
        return waits;
    }

    private void WaitForThoseOnTheirWay()
    {
        var before = appender.WaitingRecords;
        if (_limit == 0 || before >= _expected || IsEnough())
        {
            return;
        }
        var start = Stopwatch.GetTimestamp();
        if (start - _committedAt > _recent)
        {
            return;
        }
        if (_skips > 0)
        {
            _skips--;
            return;
        }
        while (appender.WaitingRecords < _expected && !IsEnough() && Stopwatch.GetTimestamp() - start < _limit)
        {
            Thread.Yield();
        }
        if (appender.WaitingRecords > before)
        {
            _skipsAfterFailure = 0;
        }
        else
        {
            _skipsAfterFailure = Math.Min(MaxSkips, Math.Max(1, _skipsAfterFailure * 2));
            _skips = _skipsAfterFailure;
        }
    }

    private bool IsEnough() => appender.WaitingBytes >= EnoughBytes || appender.HasRoomWaiters;
}

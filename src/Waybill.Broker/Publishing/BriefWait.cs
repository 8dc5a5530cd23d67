using System.Diagnostics;
using Waybill.Storage;

namespace Waybill.Broker.Publishing;

/// <summary>
/// Where a publisher that outruns the journal stands still until a buffer comes back, which in the ordinary case is after one commit: that costs nothing, and
/// slows it to the journal's pace, whereas a publish in the backlog is a copy and some objects. One at a time and not for long, so that of the pool's threads
/// no more than one is ever held up. Thread-safe.
/// </summary>
internal sealed class BriefWait(Journal journal, TimeSpan limit)
{
    private int _taken;

    /// <summary>Waits for room for a payload.</summary>
    /// <returns>False: somebody else waits here, it has taken too long, or it was cancelled.</returns>
    public bool For(int payloadBytes, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _taken, 1) != 0)
        {
            return false;
        }

        try
        {
            // Whoever waits is woken by anything that may have made room.
            var start = Stopwatch.GetTimestamp();
            while (true)
            {
                var room = journal.WaitForRoomAsync(Math.Min(payloadBytes, journal.MaxRecordBytes), AppendPriority.Normal);
                if (room.IsCompleted)
                {
                    return true;
                }

                var left = limit - Stopwatch.GetElapsedTime(start);
                if (left <= TimeSpan.Zero || !room.AsTask().Wait(left, cancellationToken))
                {
                    return false;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            Volatile.Write(ref _taken, 0);
        }
    }
}

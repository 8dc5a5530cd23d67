using System.Diagnostics;
using Waybill.Storage;

namespace Waybill.Broker.Publishing;

/// <summary>
/// Where publishers that outrun the journal stand still until a buffer comes back, which in the ordinary case is after one commit, and until the backlog, should there
/// be one, is empty: that costs nothing, and slows them to the journal's pace, whereas a publish in the backlog is a copy and some objects, and keeps all that come after
/// it there. Only so many at a time and not for long, so that of the pool's threads few are ever held up; and where nothing has moved for a while, nobody is. Thread-safe.
/// </summary>
/// <param name="journal">Where there is to be room.</param>
/// <param name="limit">The longest wait.</param>
/// <param name="standstill">How long nothing may move: what is longer is no commit that takes its time.</param>
/// <param name="places">How many may wait.</param>
internal sealed class BriefWait(Journal journal, TimeSpan limit, TimeSpan standstill, int places)
{
    private int _taken;

    // What the backlog had started when somebody first waited too long, and since when that one waited.
    private long _stuckAt = -1;
    private long _stuckSince;

    /// <summary>Takes a place to wait in, which <see cref="Leave"/> gives back.</summary>
    /// <param name="backlog">Who came first.</param>
    /// <returns>False: there is none, or nothing has gone on for too long.</returns>
    public bool TryEnter(PublishBacklog backlog)
    {
        if (Volatile.Read(ref _stuckAt) == backlog.Started && Stopwatch.GetElapsedTime(Volatile.Read(ref _stuckSince)) > standstill)
        {
            return false;
        }

        if (Interlocked.Increment(ref _taken) <= places)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _taken);

    /// <summary>Waits until nobody is in the backlog and there is room for a payload.</summary>
    /// <param name="start">When its publisher began to wait: others may be quicker to use the room that it waited for.</param>
    /// <param name="backlog">Who came first.</param>
    /// <param name="payloadBytes">How much it takes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False: it has taken too long, or it was cancelled.</returns>
    public bool For(long start, PublishBacklog backlog, long payloadBytes, CancellationToken cancellationToken)
    {
        try
        {
            while (limit - Stopwatch.GetElapsedTime(start) is var left && left > TimeSpan.Zero)
            {
                var next = Next(backlog, payloadBytes);
                if (next.IsCompleted)
                {
                    return true;
                }

                // Whoever waits is woken by anything that may have made room.
                next.Wait(left, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        var started = backlog.Started;
        if (Volatile.Read(ref _stuckAt) != started)
        {
            Volatile.Write(ref _stuckSince, start);
            Volatile.Write(ref _stuckAt, started);
        }

        return false;
    }

    private Task Next(PublishBacklog backlog, long payloadBytes)
    {
        var emptied = backlog.WhenEmpty();
        return emptied.IsCompleted
            ? journal.WaitForRoomAsync((int)Math.Min(payloadBytes, journal.MaxRecordBytes), AppendPriority.Normal).AsTask()
            : emptied;
    }
}

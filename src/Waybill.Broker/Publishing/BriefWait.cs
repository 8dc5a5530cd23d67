using System.Diagnostics;
using Waybill.Storage;

namespace Waybill.Broker.Publishing;

/// <summary>
/// Where publishers that outrun the journal stand still until a buffer comes back, which in the ordinary case is after one commit, and until the backlog, should there
/// be one, is empty: that costs nothing, and slows them to the journal's pace, whereas a publish in the backlog is a copy and some objects, and keeps all that come after
/// it there. Only so many at a time and not for long, so that of the pool's threads few are ever held up; and where the backlog does not become empty for longer, nobody is. Thread-safe.
/// </summary>
/// <param name="journal">Where there is to be room.</param>
/// <param name="limit">The longest wait.</param>
/// <param name="patience">For how long others try who come after one who waited in vain, until the backlog is empty again: what takes longer is no single slow commit.</param>
/// <param name="places">How many may wait.</param>
internal sealed class BriefWait(Journal journal, TimeSpan limit, TimeSpan patience, int places)
{
    private int _taken;

    // How often the backlog had been empty when somebody first waited in vain, and since when that one waited.
    private long _stuckAt = -1;
    private long _stuckSince;

    /// <summary>Takes a place to wait in, which <see cref="Leave"/> gives back.</summary>
    /// <param name="backlog">Who came first.</param>
    /// <returns>False: there is none, or to wait has been in vain for too long.</returns>
    public bool TryEnter(PublishBacklog backlog)
    {
        if (Volatile.Read(ref _stuckAt) == backlog.Emptyings && Stopwatch.GetElapsedTime(Volatile.Read(ref _stuckSince)) > patience)
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

        var emptyings = backlog.Emptyings;
        if (Volatile.Read(ref _stuckAt) != emptyings)
        {
            Volatile.Write(ref _stuckSince, start);
            Volatile.Write(ref _stuckAt, emptyings);
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

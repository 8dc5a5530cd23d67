using System.Diagnostics;
using Waybill.Storage;

namespace Waybill.Broker.Publishing;

/// <summary>
/// Where publishers that outrun the journal stand still until a buffer comes back, which in the ordinary case is after one commit: that costs nothing, and
/// slows them to the journal's pace, whereas a publish in the backlog is a copy and some objects. Only so many at a time and not for long, so that of the pool's
/// threads few are ever held up. Thread-safe.
/// </summary>
internal sealed class BriefWait(Journal journal, TimeSpan limit, int places)
{
    private int _taken;

    /// <summary>Takes a place to wait in, which <see cref="Leave"/> gives back.</summary>
    /// <returns>False: there is none.</returns>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _taken) <= places)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _taken);

    /// <summary>Waits for room for a payload.</summary>
    /// <param name="start">When its publisher began to wait: others may be quicker to use the room that it waited for.</param>
    /// <param name="payloadBytes">How much it takes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False: it has taken too long, or it was cancelled.</returns>
    public bool For(long start, long payloadBytes, CancellationToken cancellationToken)
    {
        try
        {
            while (limit - Stopwatch.GetElapsedTime(start) is var left && left > TimeSpan.Zero)
            {
                var room = journal.WaitForRoomAsync((int)Math.Min(payloadBytes, journal.MaxRecordBytes), AppendPriority.Normal);
                if (room.IsCompleted)
                {
                    return true;
                }

                // Whoever waits is woken by anything that may have made room.
                room.AsTask().Wait(left, cancellationToken);
            }

            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

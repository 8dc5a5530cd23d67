using Waybill.Storage.Append;

namespace Waybill.Storage.Segments;

/// <summary>
/// Waits for room on a full disk, and keeps what takes room out meanwhile: what is left of the present segment is for what makes room. For the thread that prepares
/// segments; <see cref="IsFull"/> and <see cref="Cancel"/> for any.
/// </summary>
internal sealed class DiskRoom(Appender appender, Action<bool> changed, Action<CancellationToken> pause) : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private volatile bool _isFull;

    public bool IsFull => _isFull;

    /// <summary>Whether the next attempt to make a segment is the last one: publishers wait for it, and were not told of a full disk; or nobody needs it any more.</summary>
    public bool IsLastAttempt => !_isFull && appender.IsSegmentUsedUp;

    /// <summary>There was no room: returns when it is time to try again.</summary>
    /// <returns>False: the journal closes, and there is no use in it.</returns>
    public bool WaitForMore()
    {
        Set(true);
        return Pause();
    }

    /// <summary>Returns when it is time to try again.</summary>
    /// <returns>False: the journal closes, and there is no use in it.</returns>
    public bool Pause()
    {
        pause(_cancel.Token);
        return !_cancel.IsCancellationRequested;
    }

    /// <summary>There was room.</summary>
    public void Found() => Set(false);

    /// <summary>Nobody waits any more.</summary>
    public void Cancel() => _cancel.Cancel();

    public void Dispose() => _cancel.Dispose();

    private void Set(bool full)
    {
        if (_isFull != full)
        {
            _isFull = full;
            // Whoever is refused finds that it has been told, and whoever is told of room finds it.
            if (full)
            {
                changed(true);
                appender.SetFull(true);
            }
            else
            {
                appender.SetFull(false);
                changed(false);
            }
        }
    }
}

namespace Waybill.Storage.Append;

/// <summary>
/// Where publishers without room wait. Whoever waits installs the shared completion first and looks for room second; whoever makes room
/// does it first and takes the completion second: so no wake-up is lost. All wake together and try again.
/// </summary>
internal sealed class RoomSignal
{
    private TaskCompletionSource? _waiters;

    public bool HasWaiters => Volatile.Read(ref _waiters) is not null;

    /// <summary>The completion of the next signal.</summary>
    public Task Next()
    {
        var present = Volatile.Read(ref _waiters);
        if (present is null)
        {
            var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            present = Interlocked.CompareExchange(ref _waiters, fresh, null) ?? fresh;
        }
        return present.Task;
    }

    public void Set()
    {
        // A full fence: the room that was made is seen by whoever installs a completion after this.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _waiters) is not null)
        {
            Interlocked.Exchange(ref _waiters, null)?.TrySetResult();
        }
    }
}

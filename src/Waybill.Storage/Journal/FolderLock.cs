using Waybill.Storage.Devices;

namespace Waybill.Storage;

/// <summary>Waits for a folder's lock, as long as an overlapping deployment may take to let go of it.</summary>
internal static class FolderLock
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);

    public static async ValueTask<IDisposable> TakeAsync(
        IStorageDevice device,
        bool shared,
        JournalOptions options,
        CancellationToken cancellationToken
    )
    {
        var (timeout, time, waiting) = (options.LockTimeout, options.TimeProvider, options.LockWaiting);
        var start = time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (device.TryLock(shared, out var owner) is { } held)
            {
                return held;
            }
            var left = timeout - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                throw new StorageLockedException(device.Name, owner, timeout);
            }
            waiting?.Invoke(owner);
            waiting = null;
            await Task.Delay(left < _interval ? left : _interval, time, cancellationToken).ConfigureAwait(false);
        }
    }
}

using Waybill.Storage.Devices;

namespace Waybill.Storage.Segments;

/// <summary>
/// Fills the hole at the end of a new journal's first segment while the journal already serves, so that opening one need not wait for a whole segment. What a
/// crash leaves of the hole stays one: it reads as zeros, and only costs later syncs more. Through a handle of its own: Linux reports a failed write-back once
/// to each handle, and the writer's sync must not miss its own.
/// </summary>
internal sealed class SegmentFiller
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly long _filledLsn;
    private readonly Task _done;

    private SegmentFiller(IStorageDevice device, Segment segment, long length)
    {
        _filledLsn = segment.BaseLsn + length;
        _done = Task.Factory.StartNew(
            () =>
            {
                using var file = device.Open(segment.Name, writable: true);
                SegmentPreparer.WriteZeros(file, length, segment.Header.SegmentBytes, _cancel.Token);
                file.Sync();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    /// <summary>Starts on the last segment; null when nothing is to be done.</summary>
    public static SegmentFiller? Start(IStorageDevice device, SegmentSet segments)
    {
        var last = segments.All[^1];
        return last.WrittenBytes < last.Header.SegmentBytes ? new SegmentFiller(device, last, last.WrittenBytes) : null;
    }

    /// <summary>Returns when what lies below a position may be written: zeros must never come after records.</summary>
    /// <exception cref="IOException">Filling has failed.</exception>
    public void WaitFor(long endLsn)
    {
        if (endLsn > _filledLsn)
        {
            _done.GetAwaiter().GetResult();
        }
    }

    /// <summary>Gives up what is not done.</summary>
    public async Task StopAsync()
    {
        await _cancel.CancelAsync().ConfigureAwait(false);
        await _done.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _cancel.Dispose();
    }
}

using Waybill.Storage.Devices;

namespace Waybill.Storage.Segments;

/// <summary>
/// Writes the zeros that the journal's last segment still lacks while the journal already serves, so that opening a new one need not wait for a whole segment. A
/// file that a crash leaves short reads as zeros at its end and is filled by the next open. Through a handle of its own: Linux reports a failed write-back
/// once to each handle, and the writer's sync must not miss its own.
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
        var length = last.File.Length;
        return length < last.Header.SegmentBytes ? new SegmentFiller(device, last, length) : null;
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

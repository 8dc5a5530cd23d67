using System.Runtime.ExceptionServices;
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
    private readonly AutoResetEvent _passed = new(false);
    private readonly Task _done;
    private long _passedLsn;
    private Exception? _failure;

    private SegmentFiller(IStorageDevice device, Segment segment)
    {
        _passedLsn = segment.BaseLsn + segment.WrittenBytes;
        _done = Task.Factory.StartNew(
            () => Run(device, segment),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    /// <summary>Starts on the last segment; null when nothing is to be done.</summary>
    public static SegmentFiller? Start(IStorageDevice device, SegmentSet segments)
    {
        var last = segments.All[^1];
        return last.WrittenBytes < last.Header.SegmentBytes ? new SegmentFiller(device, last) : null;
    }

    /// <summary>For the writer alone: returns when what lies below a position may be written: zeros must never come after records.</summary>
    /// <exception cref="IOException">Filling has failed before it came there.</exception>
    public void WaitFor(long endLsn)
    {
        while (endLsn > Volatile.Read(ref _passedLsn))
        {
            if (Volatile.Read(ref _failure) is { } failure)
            {
                ExceptionDispatchInfo.Throw(failure);
            }
            _passed.WaitOne();
        }
    }

    /// <summary>
    /// Gives up what is not done, so that whoever waits goes on as soon as the present piece is written. That is safe: what is left is a hole, which reads as the
    /// zeros that would have been written, and after this no zeros come.
    /// </summary>
    public void Cancel() => _cancel.Cancel();

    /// <summary>Gives up what is not done, and returns when nothing of it is under way any more.</summary>
    public async Task StopAsync()
    {
        Cancel();
        await _done.ConfigureAwait(false);
        _cancel.Dispose();
        _passed.Dispose();
    }

    private void Run(IStorageDevice device, Segment segment)
    {
        try
        {
            using var file = device.Open(segment.Name, writable: true);
            SegmentPreparer.WriteZeros(
                file,
                segment.WrittenBytes,
                segment.Header.SegmentBytes,
                written => Pass(segment.BaseLsn + written),
                _cancel.Token
            );
            file.Sync();
        }
        catch (OperationCanceledException) when (_cancel.IsCancellationRequested)
        {
            Pass(long.MaxValue);
        }
#pragma warning disable CA1031 // Whatever it was, the writer must hear of it, or it waits for ever.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Volatile.Write(ref _failure, failure);
            _passed.Set();
        }
    }

    private void Pass(long lsn)
    {
        Volatile.Write(ref _passedLsn, lsn);
        _passed.Set();
    }
}

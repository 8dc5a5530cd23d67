using System.Collections.Concurrent;
using Waybill.Storage.Append;

namespace Waybill.Broker.Publishing;

/// <summary>
/// The publishes that found no room, in the order they came. While one waits, later ones queue behind it, so that a publisher's messages keep their
/// order under pressure. Thread-safe.
/// </summary>
/// <param name="bytes">How much may wait.</param>
/// <param name="scheduler">Runs whoever lets them through.</param>
/// <param name="folder">The broker's folder.</param>
internal sealed class PublishBacklog(long bytes, TaskScheduler scheduler, string folder)
{
    private readonly ConcurrentQueue<WaitingPublish> _waiting = new();
    private readonly RoomSignal _emptied = new();
    private int _count;
    private long _emptyings;

    /// <summary>Bounds what waits here; a publish takes its room before it is copied.</summary>
    public WaitingBudget Budget { get; } = new(bytes);

    public bool IsEmpty => Volatile.Read(ref _count) == 0;

    /// <summary>How often everything that waited was through.</summary>
    public long Emptyings => Volatile.Read(ref _emptyings);

    /// <summary>Completes when nothing waits.</summary>
    public Task WhenEmpty()
    {
        var emptied = _emptied.Next();
        return IsEmpty ? Task.CompletedTask : emptied;
    }

    /// <summary>Takes a publish that took its room from the budget.</summary>
    public ValueTask<PublishReceipt> Add(WaitingPublish publish)
    {
        publish.ListenForCancellation();
        // Counted before it is there: where nothing is counted nothing waits, and nothing overtakes it.
        var isFirst = Interlocked.Increment(ref _count) == 1;
        _waiting.Enqueue(publish);
        if (isFirst)
        {
            _ = Task.Factory.StartNew(DrainAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
        }

        return new ValueTask<PublishReceipt>(publish.Receipt);
    }

    // It goes on where it was started: on the scheduler.
    private async Task DrainAsync()
    {
        do
        {
            var publish = Next();
            await StartAsync(publish).ConfigureAwait(true);
            if (publish.IsEnded)
            {
                publish.OnNotStored();
            }

            Budget.Return(WaitingBudget.OverheadBytes);
        } while (Interlocked.Decrement(ref _count) != 0);

        // The next one may be draining already.
        Interlocked.Increment(ref _emptyings);
        _emptied.Set();
    }

    // It is counted, and about to come.
    private WaitingPublish Next()
    {
        WaitingPublish? publish;
        for (var spin = new SpinWait(); !_waiting.TryDequeue(out publish); spin.SpinOnce(sleep1Threshold: -1)) { }

        return publish;
    }

    private async ValueTask StartAsync(WaitingPublish publish)
    {
        try
        {
            while (!publish.IsEnded && !publish.TryStart())
            {
                await publish.WaitForRoomAsync().ConfigureAwait(true);
            }
        }
        catch (OperationCanceledException) when (publish.IsCancelled)
        {
            publish.Cancel();
            // This may be the thread that cancels it, and what else waits is not its to publish.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
#pragma warning disable CA1031 // Whatever it is, it is this publish's, and the others go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            publish.Fail(StorageErrors.Translate(exception, folder) ?? exception);
        }
    }
}

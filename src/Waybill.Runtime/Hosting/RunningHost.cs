using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Waybill.Runtime.Dispatch;
using Waybill.Runtime.Publishing;
using Waybill.Runtime.Telemetry;
using Waybill.Transports;

namespace Waybill.Runtime.Hosting;

/// <summary>What runs between start and stop, and how it ends: every step has a limit, so that nothing that hangs can keep the process.</summary>
internal sealed class RunningHost(
    ITransport transport,
    DirectMessageBus bus,
    ImmutableArray<QueueConsumer> consumers,
    TimeSpan drainTimeout,
    TimeProvider timeProvider,
    ILogger logger
)
{
    /// <summary>How long handlers have to obey their cancelled token.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>How long closing one thing may take.</summary>
    public static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Ends consuming: what has not begun is handed back, what runs may end within the drain timeout and the host's deadline, then it is cancelled, and then
    /// left behind. At last the transport is closed; what was not settled comes again.
    /// </summary>
    public async Task StopAsync(CancellationToken deadline)
    {
        HostLog.Draining(logger, consumers.Sum(consumer => consumer.Running), drainTimeout);
        foreach (var consumer in consumers)
        {
            Guarded(consumer.Stop);
        }

        var drained = Task.WhenAll(consumers.Select(consumer => consumer.Drained));
        if (!await EndsWithinAsync(drained, drainTimeout, deadline).ConfigureAwait(false))
        {
            Report(HostLog.DeadlinePassed);
            foreach (var consumer in consumers)
            {
                Guarded(consumer.CancelRunning);
            }

            if (!await EndsWithinAsync(drained, Grace, CancellationToken.None).ConfigureAwait(false))
            {
                Report(HostLog.LeftBehind);
            }
        }

        await CloseAsync().ConfigureAwait(false);
        HostLog.Stopped(logger);
    }

    private async Task CloseAsync()
    {
        await Task.WhenAll(consumers.Select(consumer => CloseAsync($"The receiver of queue '{consumer.Settings.Queue}'", consumer)))
            .ConfigureAwait(false);
        bus.Close();
        await CloseAsync("The transport", transport).ConfigureAwait(false);
    }

    private void Report(Action<ILogger, string, int> log)
    {
        foreach (var consumer in consumers)
        {
            if (consumer.Running is > 0 and var running)
            {
                log(logger, consumer.Settings.Queue, running);
            }
        }
    }

    private void Guarded(Action step)
    {
        try
        {
            step();
        }
#pragma warning disable CA1031 // The stop goes on, whatever one part of it does.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            HostLog.CloseFailed(logger, exception);
        }
    }

    private async Task CloseAsync(string what, IAsyncDisposable part)
    {
        try
        {
            // On a thread of its own, because a close may block before it returns its task.
            var closing = Task.Run(() => part.DisposeAsync().AsTask());
            if (!await EndsWithinAsync(closing, CloseLimit, CancellationToken.None).ConfigureAwait(false))
            {
                HostLog.CloseTimedOut(logger, what, CloseLimit);
            }
        }
#pragma warning disable CA1031 // The stop goes on, whatever one part of it does.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            HostLog.CloseFailed(logger, exception);
        }
    }

    private async Task<bool> EndsWithinAsync(Task task, TimeSpan limit, CancellationToken deadline)
    {
        try
        {
            await task.WaitAsync(limit, timeProvider, deadline).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            return false;
        }
        catch (OperationCanceledException) when (!task.IsCompleted)
        {
            return false;
        }
    }
}

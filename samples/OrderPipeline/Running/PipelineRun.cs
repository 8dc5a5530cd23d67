using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderPipeline.Input;
using OrderPipeline.Reporting;
using Waybill;
using Waybill.Broker;
using Waybill.Transports;

namespace OrderPipeline.Running;

/// <summary>One run: a host with the embedded broker, the input published, every queue drained.</summary>
internal static class PipelineRun
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(20);

    public static async Task<RunResult> ExecuteAsync(
        RunOptions options,
        OrderSource source,
        DataFolder folder,
        IRunReporter reporter,
        CancellationToken cancellationToken
    )
    {
        using var host = BuildHost(options, folder.Path);
        var clock = Stopwatch.StartNew();
        await StartAsync(host, folder, cancellationToken);
        var transport = host.Services.GetRequiredService<ITransport>();
        var publisher = new OrderPublisher(host.Services.GetRequiredService<IDirectMessageBus>(), options, folder, reporter);
        try
        {
            await publisher.PublishAllAsync(source, cancellationToken);
            var queues = await DrainAsync(transport, cancellationToken);
            return new RunResult(publisher.Published, publisher.Malformed, publisher.Resumed, clock.Elapsed, queues);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await publisher.ConfirmPendingAsync();
            var queues = await transport.GetQueueStatusAsync(CancellationToken.None);
            reporter.Stopping(publisher.Published, queues);
            throw;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    private static async Task StartAsync(IHost host, DataFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (Exception e) when (folder.Typed is not null && UserPath.IsOfFiles(e))
        {
            throw UserPath.OfFolder(folder.Typed, e);
        }
    }

    private static IHost BuildHost(RunOptions options, string folder)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(options.Verbose ? LogLevel.Information : LogLevel.Critical);
        builder.Services.AddSingleton<NotificationLog>();
        builder.Services.AddWaybill<OrderPipelineModule>(waybill =>
            waybill.UseEmbeddedBroker(folder, broker => broker.LockTimeout = TimeSpan.Zero)
        );
        return builder.Build();
    }

    /// <summary>Waits until every queue that has a handler is empty; the dead-letter queue has none and keeps its messages.</summary>
    private static async Task<IReadOnlyList<QueueStatus>> DrainAsync(ITransport transport, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(s_pollInterval);
        while (true)
        {
            var queues = await transport.GetQueueStatusAsync(cancellationToken);
            if (queues.All(queue => queue.Name == Orders.Dead || queue is { Ready: 0, Delayed: 0, InFlight: 0 }))
            {
                return queues;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}

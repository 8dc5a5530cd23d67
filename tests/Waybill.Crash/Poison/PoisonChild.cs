using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Waybill.Broker;
using Waybill.Transports;

namespace Waybill.Crash.Poison;

/// <summary>The process that its messages end: publishes the jobs when it is the first, handles them, and ends by itself when none is left.</summary>
internal static class PoisonChild
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(10);

    /// <param name="folder">The data folder.</param>
    /// <param name="jobs">What to publish: how each job ends the process, in order; null for nothing.</param>
    public static async Task RunAsync(string folder, string? jobs)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddWaybill<WaybillCrashModule>(waybill => waybill.UseEmbeddedBroker(folder));
        using var host = builder.Build();
        await host.StartAsync();
        if (jobs is not null)
        {
            // One record: all are there, or none.
            await host
                .Services.GetRequiredService<IDirectMessageBus>()
                .PublishBatchAsync<Job>(jobs.Select((kind, number) => new Job(number, (Poison)(kind - '0'))).ToArray());
        }

        var transport = host.Services.GetRequiredService<ITransport>();
        using var timer = new PeriodicTimer(s_pollInterval);
        while ((await transport.GetQueueStatusAsync(CancellationToken.None)).Any(IsAtWork))
        {
            await timer.WaitForNextTickAsync();
        }

        foreach (var letter in await transport.BrowseAsync(Names.Dead, int.MaxValue, CancellationToken.None))
        {
            Say($"X{JobOf(letter).Number} {letter.Deaths[^1].Reason} {letter.Deaths[^1].Message}");
        }

        await host.StopAsync();
        Say("Z");
    }

    /// <summary>Tells the parent. The console's writer passes a line on at once, and so it survives this process.</summary>
    public static void Say(string line) => Console.Out.WriteLine(line);

    private static bool IsAtWork(QueueStatus queue) =>
        queue.Name == Names.Tasks && queue.Ready + queue.Delayed + queue.Parked + queue.InFlight > 0;

    private static Job JobOf(StoredMessage letter) => ProtoReader.Decode<Job>(letter.Body.Span);
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Waybill.Broker;
using Waybill.Transports;

namespace Waybill.EndToEnd.Tests;

/// <summary>A host on the embedded broker and a fake clock; the folder outlives it.</summary>
internal sealed class ShopHost : IAsyncDisposable
{
    private readonly IHost _host;
    private bool _stopped;

    private ShopHost(IHost host) => _host = host;

    public required FakeTimeProvider Time { get; init; }

    public IDirectMessageBus Bus => _host.Services.GetRequiredService<IDirectMessageBus>();

    public ITransport Transport => _host.Services.GetRequiredService<ITransport>();

    public IServiceProvider Services => _host.Services;

    public static async Task<ShopHost> StartAsync(
        string folder,
        Shop shop,
        DateTimeOffset? now = null,
        FakeTimeProvider? time = null,
        ILoggerProvider? log = null
    )
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        time ??= new FakeTimeProvider(now ?? new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton(shop);
        if (log is not null)
        {
            builder.Services.AddSingleton(log);
            builder.Logging.SetMinimumLevel(LogLevel.Trace);
        }

        builder.Services.AddWaybill<WaybillEndToEndTestsModule>(waybill =>
            waybill.UseEmbeddedBroker(
                folder,
                options =>
                {
                    options.SegmentBytes = 1 << 20;
                    options.BufferBytes = 64 << 10;
                    options.LockTimeout = TimeSpan.Zero;
                }
            )
        );
        var host = new ShopHost(builder.Build()) { Time = time };
        await host._host.StartAsync().WaitAsync(Hang.Guard);
        return host;
    }

    /// <summary>Waits until a queue's figures are as expected; looks now and then, so that the broker has the processor.</summary>
    public async Task<QueueStatus> UntilAsync(string queue, Predicate<QueueStatus> expected)
    {
        using var hang = new CancellationTokenSource(Hang.Guard);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (true)
        {
            hang.Token.ThrowIfCancellationRequested();
            var status = (await Transport.GetQueueStatusAsync(hang.Token)).Single(status => status.Name == queue);
            if (expected(status))
            {
                return status;
            }

            await timer.WaitForNextTickAsync(hang.Token);
        }
    }

    public async Task StopAsync(CancellationToken deadline = default)
    {
        _stopped = true;
        await _host.StopAsync(deadline).WaitAsync(Hang.Guard);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
        {
            await StopAsync();
        }

        _host.Dispose();
    }
}

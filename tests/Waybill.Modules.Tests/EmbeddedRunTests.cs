using Alpha;
using Beta;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Waybill.Broker;
using Waybill.Transports;

namespace Waybill.Modules.Tests;

/// <summary>Two libraries and a host, run on the embedded broker.</summary>
public sealed class EmbeddedRunTests : IDisposable
{
    private static readonly TimeSpan s_hangGuard = TimeSpan.FromSeconds(30);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("waybill-modules-");

    [Fact]
    public async Task Every_named_modules_handlers_run_over_assembly_borders()
    {
        var queues = await RunAsync(
            waybill => waybill.Add<AlphaModule>().Add<BetaModule>(),
            status => status.All(queue => queue is { Ready: 0, Delayed: 0, InFlight: 0 })
        );

        Assert.Equal(2, queues["stock"].Completed);
        Assert.Equal(2, queues["shipping"].Completed);
        // Bound to order.eu.# alone: one order placed, and its goods.
        Assert.Equal(2, queues["billing"].Completed);
        Assert.Equal(1, queues["protocol"].Completed);
    }

    [Fact]
    public async Task A_module_that_is_not_named_brings_its_queues_and_runs_nothing()
    {
        var queues = await RunAsync(waybill => waybill.Add<AlphaModule>(), status => status.Sum(queue => queue.Completed) == 4);

        Assert.Equal((2, 0), (queues["stock"].Completed, queues["stock"].Ready));
        Assert.Equal((2, 0), (queues["shipping"].Completed, queues["shipping"].Ready));
        Assert.Equal((0, 2), (queues["billing"].Completed, queues["billing"].Ready));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<Dictionary<string, QueueStatus>> RunAsync(
        Action<IWaybillBuilder> modules,
        Func<IReadOnlyList<QueueStatus>, bool> isDone
    )
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddWaybill<WaybillModulesTestsModule>(waybill =>
        {
            modules(waybill);
            waybill.UseEmbeddedBroker(_folder.FullName);
        });
        using var host = builder.Build();
        using var guard = new CancellationTokenSource(s_hangGuard);
        await host.StartAsync(guard.Token);
        var bus = host.Services.GetRequiredService<IDirectMessageBus>();
        await bus.PublishAsync(new OrderPlaced("ORD-1", "eu"), cancellationToken: guard.Token);
        await bus.PublishAsync(new OrderPlaced("ORD-2", "us"), cancellationToken: guard.Token);

        var transport = host.Services.GetRequiredService<ITransport>();
        IReadOnlyList<QueueStatus> status;
        do
        {
            // Each look goes through the broker's own thread, so it comes after what was settled before.
            status = await transport.GetQueueStatusAsync(guard.Token);
        } while (!isDone(status));

        await host.StopAsync(guard.Token);
        return status.ToDictionary(queue => queue.Name);
    }
}

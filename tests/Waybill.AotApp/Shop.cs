using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Waybill.Broker;
using Waybill.Transports;

namespace Waybill.AotApp;

/// <summary>A host on a folder, from start to stop.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private static readonly TimeSpan _hangGuard = TimeSpan.FromSeconds(60);
    private readonly IHost _host;

    private Shop(IHost host) => _host = host;

    public Ledger Ledger => _host.Services.GetRequiredService<Ledger>();

    public IDirectMessageBus Bus => _host.Services.GetRequiredService<IDirectMessageBus>();

    public ITransport Transport => _host.Services.GetRequiredService<ITransport>();

    public static async Task<Shop> StartAsync(string folder, params KeyValuePair<string, string?>[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddSingleton<Ledger>();
        builder.Services.AddWaybill<WaybillAotAppModule>(waybill => waybill.UseEmbeddedBroker(folder));
        var host = builder.Build();
        await host.StartAsync();
        return new Shop(host);
    }

    /// <summary>Waits until a queue's figures are as expected; the last ones when that does not come.</summary>
    public async Task<QueueStatus> UntilAsync(string queue, Predicate<QueueStatus> expected)
    {
        using var hang = new CancellationTokenSource(_hangGuard);
        while (true)
        {
            var status = (await Transport.GetQueueStatusAsync(CancellationToken.None)).Single(status => status.Name == queue);
            if (expected(status) || hang.IsCancellationRequested)
            {
                return status;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}

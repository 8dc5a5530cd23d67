using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Waybill.Benchmarks.Memory;
using Waybill.Broker;

namespace Waybill.Benchmarks.Hosting;

/// <summary>A started host with this assembly's handlers on the embedded broker, over a fresh folder that goes with it.</summary>
internal sealed class WaybillHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string _folder;

    private WaybillHost(IHost host, string folder)
    {
        _host = host;
        _folder = folder;
        Bus = host.Services.GetRequiredService<IDirectMessageBus>();
    }

    public IDirectMessageBus Bus { get; }

    public static async Task<WaybillHost> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("waybill-bench-").FullName;
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddScoped<ScopedService>();
        builder.Services.AddWaybill<WaybillBenchmarksModule>(waybill => waybill.UseEmbeddedBroker(folder));
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new WaybillHost(host, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Waybill.Benchmarks.Hosting;

/// <summary>A peer that lives in a host. Nothing is logged.</summary>
internal abstract class HostedBus<T>(string name) : Bus<T>(name)
{
    private IHost? _host;

    protected IServiceProvider Services => _host!.Services;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        Configure(builder);
        _host = builder.Build();
        await _host.StartAsync(cancellationToken);
        OnStarted();
    }

    public override async Task StopAsync()
    {
        await _host!.StopAsync();
        _host.Dispose();
    }

    protected abstract void Configure(HostApplicationBuilder builder);

    /// <summary>Fetches what publishes.</summary>
    protected abstract void OnStarted();
}

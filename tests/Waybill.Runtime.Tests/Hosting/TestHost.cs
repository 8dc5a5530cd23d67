using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Waybill.Generated;
using Waybill.Runtime.Tests.Fakes;

namespace Waybill.Runtime.Tests.Hosting;

/// <summary>A generic host with Waybill on a fake transport and a fake clock.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly IHost _host;

    private TestHost(IHost host) => _host = host;

    public required FakeTransport Transport { get; init; }

    public required Probe Probe { get; init; }

    public required FakeTimeProvider Time { get; init; }

    public required RecordingLogger Log { get; init; }

    public IServiceProvider Services => _host.Services;

    public IDirectMessageBus Bus => Services.GetRequiredService<IDirectMessageBus>();

    public static TestHost Create<TModule>(
        FakeTransport? transport = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IWaybillBuilder>? build = null,
        Action<IServiceCollection>? services = null
    )
        where TModule : IWaybillModule
    {
        transport ??= new FakeTransport();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        var probe = new Probe();
        var time = new FakeTimeProvider();
        var log = new RecordingLogger();
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton(probe).AddSingleton<ILoggerProvider>(log);
        builder.Services.AddWaybill<TModule>(waybill =>
        {
            waybill.UseTransport(_ => transport);
            build?.Invoke(waybill);
        });
        services?.Invoke(builder.Services);
        return new TestHost(builder.Build())
        {
            Transport = transport,
            Probe = probe,
            Time = time,
            Log = log,
        };
    }

    public Task StartAsync() => _host.StartAsync().WaitAsync(Hang.Guard);

    public Task StopAsync(CancellationToken deadline = default) => _host.StopAsync(deadline).WaitAsync(Hang.Guard);

    public async Task<IReadOnlyList<string>> ProblemsAsync()
    {
        var exception = await Assert.ThrowsAsync<TopologyValidationException>(StartAsync);
        Assert.Null(Transport.Topology);
        return exception.Problems;
    }

    /// <summary>Disposes the host as one is whose start failed.</summary>
    public async Task DisposeWithoutStopAsync(bool asynchronously)
    {
        if (asynchronously)
        {
            await ((IAsyncDisposable)_host).DisposeAsync();
        }
        else
        {
            await Task.Run(() => ((IDisposable)_host.Services).Dispose());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _host.Dispose();
    }
}

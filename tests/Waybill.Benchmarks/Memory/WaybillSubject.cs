using Microsoft.Extensions.DependencyInjection;
using Waybill.Benchmarks.Hosting;

namespace Waybill.Benchmarks.Memory;

/// <summary>The embedded broker with durability Memory. The publisher keeps a window of publishes in flight and awaits the oldest before it goes on.</summary>
internal sealed class WaybillSubject<T>(string @case, Func<long, T> make, double seconds)
    : MemorySubject<T>(@case, "Waybill", make, seconds)
    where T : IMessage<T>
{
    private readonly ValueTask<PublishReceipt>[] _window = new ValueTask<PublishReceipt>[4_096];
    private WaybillHost? _host;

    public override async ValueTask BeginAsync(CancellationToken cancellationToken) =>
        _host = await WaybillHost.StartAsync(static services => services.AddScoped<ScopedService>(), cancellationToken);

    public override ValueTask EndAsync() => _host!.DisposeAsync();

    protected override Task PublishAsync(int count, CancellationToken cancellationToken) =>
        PublishWindow.RunAsync(_host!.Bus, Make, _window, count);
}

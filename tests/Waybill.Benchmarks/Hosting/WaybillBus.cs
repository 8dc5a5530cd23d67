namespace Waybill.Benchmarks.Hosting;

/// <summary>
/// The embedded broker with durability Memory. For throughput the publisher keeps a window of publishes in flight and awaits the oldest before it goes on.
/// </summary>
internal sealed class WaybillBus<T>() : Bus<T>("Waybill")
    where T : IMessage<T>
{
    private readonly ValueTask<PublishReceipt>[] _window = new ValueTask<PublishReceipt>[4_096];
    private WaybillHost? _host;

    public override async Task StartAsync(CancellationToken cancellationToken) => _host = await WaybillHost.StartAsync(cancellationToken);

    public override async ValueTask PublishAsync(T message) => await _host!.Bus.PublishAsync(message);

    public override Task PublishManyAsync(Func<long, T> make, int count) => PublishWindow.RunAsync(_host!.Bus, make, _window, count);

    public override Task StopAsync() => _host!.DisposeAsync().AsTask();
}

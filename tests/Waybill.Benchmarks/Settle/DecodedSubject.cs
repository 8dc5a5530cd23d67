using Waybill.Benchmarks.Hosting;
using Waybill.Benchmarks.Memory;

namespace Waybill.Benchmarks.Settle;

/// <summary>The whole product: bus, serializer, routing, journal, confirm, a handler that gets the decoded order, its settlement.</summary>
internal sealed class DecodedSubject(double seconds) : SteadySubject("decoded order", "settle", seconds)
{
    private readonly ValueTask<PublishReceipt>[] _window = new ValueTask<PublishReceipt>[4_096];
    private readonly SettledOrder _order = new(
        "ORD-000123",
        "USR-000042",
        "eu",
        99.99m,
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)),
        [new("SKU-1", 1, 9.99m), new("SKU-2", 2, 19.99m), new("SKU-3", 3, 29.99m)]
    );
    private WaybillHost? _host;

    public override async ValueTask BeginAsync(CancellationToken cancellationToken) =>
        _host = await WaybillHost.StartAsync(cancellationToken);

    public override ValueTask EndAsync() => _host!.DisposeAsync();

    protected override async Task SendAsync(int count, CancellationToken cancellationToken)
    {
        var handled = Arrivals.Expect(count);
        await PublishWindow.RunAsync(_host!.Bus, _ => _order, _window, count);
        await handled.WaitAsync(cancellationToken);
    }
}

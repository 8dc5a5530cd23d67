using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Waybill;
using Waybill.Broker;

namespace Shop.Orders.Tests;

public sealed class OrderTests : ILedger, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("shop-orders-tests-");
    private readonly TaskCompletionSource<string> _shipped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public void A_placed_order_is_reserved() =>
        Assert.Equal(new StockReserved("ORD-4", "eu"), new StockHandler(this).Handle(new OrderPlaced("ORD-4", "eu")));

    [Fact]
    public async Task A_placed_order_is_shipped()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<ILedger>(this);
        builder.Services.AddWaybill<ShopOrdersModule>(waybill => waybill.UseEmbeddedBroker(_folder.FullName));
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);

        var bus = host.Services.GetRequiredService<IDirectMessageBus>();
        await bus.PublishAsync(new OrderPlaced("ORD-5", "eu"), cancellationToken: cancellationToken);

        Assert.Equal("shipped ORD-5", await _shipped.Task.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken));
        await host.StopAsync(cancellationToken);
    }

    void ILedger.Write(string line)
    {
        if (line.StartsWith("shipped", StringComparison.Ordinal))
        {
            _shipped.TrySetResult(line);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

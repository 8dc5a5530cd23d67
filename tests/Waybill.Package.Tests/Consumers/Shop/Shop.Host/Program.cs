using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shop.Orders;
using Waybill;
using Waybill.Broker;

var builder = Host.CreateEmptyApplicationBuilder(null);
var ledger = new Ledger();
builder.Services.AddSingleton<ILedger>(ledger);
builder.Services.AddWaybill<ShopOrdersModule>(waybill => waybill.UseEmbeddedBroker(args[0]));
using var host = builder.Build();
await host.StartAsync();
await host.Services.GetRequiredService<IDirectMessageBus>().PublishAsync(new OrderPlaced("ORD-2", "eu"));
await ledger.Shipped.Task.WaitAsync(TimeSpan.FromMinutes(1));
await host.StopAsync();

internal sealed class Ledger : ILedger
{
    public TaskCompletionSource Shipped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Write(string line)
    {
        Console.WriteLine($"C# host: {line}");
        if (line.StartsWith("shipped", StringComparison.Ordinal))
        {
            Shipped.TrySetResult();
        }
    }
}

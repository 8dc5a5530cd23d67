using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Waybill;
using Waybill.Broker;
using WaybillApp;

var builder = Host.CreateApplicationBuilder();
builder.Services.AddWaybill<AppModule>(waybill => waybill.UseEmbeddedBroker("data"));
var host = builder.Build();
await host.StartAsync();

// Each argument is an order. The worker goes on until it is stopped.
var bus = host.Services.GetRequiredService<IDirectMessageBus>();
foreach (var orderId in args)
{
    await bus.PublishAsync(new OrderPlaced(orderId, 99.90m));
}

await host.WaitForShutdownAsync();

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shop;
using Waybill;
using Waybill.Broker;

var builder = Host.CreateEmptyApplicationBuilder(null);
builder.Services.AddSingleton<Till>();
builder.Services.AddWaybill<ShopConsoleModule>(waybill => waybill.UseEmbeddedBroker(args[0]));
using var host = builder.Build();
await host.StartAsync();

var receipt = await host.Services.GetRequiredService<IDirectMessageBus>().PublishAsync(new OrderPlaced("ORD-1", 99.90m, "eu"));
Console.WriteLine($"Published to {receipt.Destinations} queue, {receipt.Durability}");
Console.WriteLine($"Handled {await host.Services.GetRequiredService<Till>().FirstPaid.Task.WaitAsync(TimeSpan.FromMinutes(1))}");

await host.StopAsync();

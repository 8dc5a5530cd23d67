using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Waybill;
using Waybill.Broker;
using Waybill.Startup;

[assembly: WaybillModule("StartupModule")]

if (args is not ["startup", var folder])
{
    await Console.Error.WriteLineAsync("startup FOLDER");
    return 2;
}

var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.Services.AddWaybill<StartupModule>(waybill => waybill.UseEmbeddedBroker(folder));
using var host = builder.Build();
await host.StartAsync();
await host.Services.GetRequiredService<IDirectMessageBus>().PublishAsync(new Started(1));
await FirstMessage.WasHandled;
await host.StopAsync();
return 0;

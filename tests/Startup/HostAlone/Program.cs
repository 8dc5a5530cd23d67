using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Waybill.Startup;

var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
using var host = builder.Build();
host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(FirstMessage.Handled);
await host.StartAsync();
await FirstMessage.WasHandled;
await host.StopAsync();

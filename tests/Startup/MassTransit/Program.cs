using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Waybill.Startup;

var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.Services.AddMassTransit(static setup =>
{
    setup.AddConsumer<StartedConsumer>();
    setup.UsingInMemory(static (context, bus) => bus.ConfigureEndpoints(context));
});

// What is published before the endpoint is bound would reach nobody.
builder.Services.Configure<MassTransitHostOptions>(static options => options.WaitUntilStarted = true);
using var host = builder.Build();
await host.StartAsync();
await host.Services.GetRequiredService<IBus>().Publish(new Started(1));
await FirstMessage.WasHandled;
await host.StopAsync();

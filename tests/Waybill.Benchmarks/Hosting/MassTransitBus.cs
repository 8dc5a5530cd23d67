using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Waybill.Benchmarks.Hosting;

/// <summary>MassTransit's in-memory transport with one consumer. Publishing is awaited one by one.</summary>
internal sealed class MassTransitBus<T>(Action<T> handle) : HostedBus<T>("MassTransit")
    where T : class
{
    private IBus? _bus;

    public override ValueTask PublishAsync(T message) => new(_bus!.Publish(message));

    protected override void Configure(HostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(handle);
        builder.Services.AddMassTransit(static setup =>
        {
            setup.AddConsumer<BenchConsumer>();
            setup.UsingInMemory(static (context, bus) => bus.ConfigureEndpoints(context));
        });

        // What is published before the endpoint is bound would reach nobody.
        builder.Services.Configure<MassTransitHostOptions>(static options => options.WaitUntilStarted = true);
    }

    protected override void OnStarted() => _bus = Services.GetRequiredService<IBus>();

    // MassTransit names the endpoint after it, and refuses a bare "Consumer".
    private sealed class BenchConsumer(Action<T> handle) : IConsumer<T>
    {
        public Task Consume(ConsumeContext<T> context)
        {
            handle(context.Message);
            return Task.CompletedTask;
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rebus.Bus;
using Rebus.Config;
using Rebus.Handlers;
using Rebus.Routing.TypeBased;
using Rebus.Transport.InMem;

namespace Waybill.Benchmarks.Hosting;

/// <summary>Rebus's in-memory transport with one handler. Sending is awaited one by one.</summary>
internal sealed class RebusBus<T>(Action<T> handle) : HostedBus<T>("Rebus")
    where T : class
{
    private const string Queue = "bench";
    private IBus? _bus;

    public override ValueTask PublishAsync(T message) => new(_bus!.Send(message));

    protected override void Configure(HostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(handle);
        builder.Services.AddRebusHandler<Handler>();
        builder.Services.AddRebus(static setup =>
            setup
                .Logging(static logging => logging.None())
                .Transport(static transport => transport.UseInMemoryTransport(new InMemNetwork(), Queue))
                .Routing(static routing => routing.TypeBased().Map<T>(Queue))
        );
    }

    protected override void OnStarted() => _bus = Services.GetRequiredService<IBus>();

    private sealed class Handler(Action<T> handle) : IHandleMessages<T>
    {
        public Task Handle(T message)
        {
            handle(message);
            return Task.CompletedTask;
        }
    }
}

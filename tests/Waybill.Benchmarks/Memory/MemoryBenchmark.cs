using Microsoft.Extensions.DependencyInjection;
using Waybill.Benchmarks.Harness;
using Waybill.Benchmarks.Hosting;

namespace Waybill.Benchmarks.Memory;

/// <summary>Publish to handler in memory: messages a second until the last was handled, and bytes per message over all threads.</summary>
internal static class MemoryBenchmark
{
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection()
            .AddScoped<ScopedService>()
            .AddScoped<SmallScopedHandler>()
            .BuildServiceProvider();
        var suite = new Suite(
            "memory",
            "messages/s",
            Baselines.Channel,
            [
                Group("publish-handle", static number => new Small(number, 7, 0.5), options.Seconds, AllOf<Small>),
                Group(
                    "publish-handle-scoped",
                    static number => new SmallScoped(number, 7, 0.5),
                    options.Seconds,
                    () => [new ChannelBus<SmallScoped>(message => InScopeAsync(services, message)), new WaybillBus<SmallScoped>()]
                ),
                Group("publish-handle-order", OrderCreated.Example, options.Seconds, AllOf<OrderCreated>),
            ]
        );
        await suite.RunAsync(options, cancellationToken);
        return 0;
    }

    private static (string Name, Func<IReadOnlyList<Subject>> Subjects) Group<T>(
        string name,
        Func<long, T> make,
        double seconds,
        Func<IReadOnlyList<Bus<T>>> buses
    ) => (name, () => [.. buses().Select(bus => new MemorySubject<T>(name, bus, make, seconds))]);

    private static IReadOnlyList<Bus<T>> AllOf<T>()
        where T : class, IMessage<T> =>
        [
            new ChannelBus<T>(static _ =>
            {
                Arrivals.Handled();
                return ValueTask.CompletedTask;
            }),
            new WaybillBus<T>(),
            new WolverineBus<T>(),
            new MassTransitBus<T>(static _ => Arrivals.Handled()),
            new RebusBus<T>(static _ => Arrivals.Handled()),
        ];

    private static async ValueTask InScopeAsync(ServiceProvider services, SmallScoped message)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<SmallScopedHandler>().Handle(message);
    }
}

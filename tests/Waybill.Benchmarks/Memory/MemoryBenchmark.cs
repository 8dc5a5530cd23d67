using Microsoft.Extensions.DependencyInjection;
using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Memory;

/// <summary>Publish to handler in memory: messages a second until the last was handled, and bytes per message over all threads.</summary>
internal static class MemoryBenchmark
{
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var seconds = options.Seconds;
        await using var services = new ServiceCollection()
            .AddScoped<ScopedService>()
            .AddScoped<SmallScopedHandler>()
            .BuildServiceProvider();
        var suite = new Suite(
            "memory",
            "messages/s",
            "Channel",
            [
                (
                    "publish-handle",
                    () =>
                        [
                            new ChannelSubject<Small>("publish-handle", NewSmall, Count, seconds),
                            new WaybillSubject<Small>("publish-handle", NewSmall, seconds),
                        ]
                ),
                (
                    "publish-handle-scoped",
                    () =>
                        [
                            new ChannelSubject<SmallScoped>(
                                "publish-handle-scoped",
                                NewScoped,
                                message => InScopeAsync(services, message),
                                seconds
                            ),
                            new WaybillSubject<SmallScoped>("publish-handle-scoped", NewScoped, seconds),
                        ]
                ),
                (
                    "publish-handle-order",
                    () =>
                        [
                            new ChannelSubject<OrderCreated>("publish-handle-order", OrderCreated.Example, Count, seconds),
                            new WaybillSubject<OrderCreated>("publish-handle-order", OrderCreated.Example, seconds),
                        ]
                ),
            ]
        );
        await suite.RunAsync(options, cancellationToken);
        return 0;
    }

    private static Small NewSmall(long number) => new(number, 7, 0.5);

    private static SmallScoped NewScoped(long number) => new(number, 7, 0.5);

    private static ValueTask Count<T>(T message)
    {
        Arrivals.Handled();
        return ValueTask.CompletedTask;
    }

    private static async ValueTask InScopeAsync(ServiceProvider services, SmallScoped message)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<SmallScopedHandler>().Handle(message);
    }
}

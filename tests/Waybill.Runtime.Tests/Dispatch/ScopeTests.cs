using Microsoft.Extensions.DependencyInjection;
using Waybill.Runtime.Tests.Fakes;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Dispatch;

public sealed class ScopeTests
{
    [Fact]
    public async Task One_scope_a_delivery_disposed_before_the_settlement()
    {
        var seen = new List<ScopedService>();
        await using var harness = new ConsumerHarness(
            new TestHandler<OrderPlaced>(
                (_, context) =>
                {
                    seen.Add(context.Services.GetRequiredService<ScopedService>());
                    Assert.Same(seen[^1], context.Services.GetRequiredService<ScopedService>());
                    return default;
                }
            ),
            services: services => services.AddScoped<ScopedService>()
        );

        await harness.RunAsync(new OrderPlaced(1));
        await harness.RunAsync(new OrderPlaced(2));

        Assert.Equal(2, seen.Distinct().Count());
        Assert.All(seen, service => Assert.True(service.Disposed));
    }

    [Fact]
    public async Task A_failed_attempt_disposes_its_scope_too()
    {
        ScopedService? seen = null;
        await using var harness = new ConsumerHarness(
            new TestHandler<OrderPlaced>(
                (_, context) =>
                {
                    seen = context.Services.GetRequiredService<ScopedService>();
                    throw new InvalidOperationException("boom");
                }
            ),
            services: services => services.AddScoped<ScopedService>()
        );

        await harness.RunAsync(new OrderPlaced(1));

        Assert.True(seen!.Disposed);
    }

    [Fact]
    public async Task No_scope_is_made_when_none_is_asked_for()
    {
        var made = 0;
        await using var harness = new ConsumerHarness(
            new TestHandler<OrderPlaced>((_, _) => default),
            services: services =>
                services.AddScoped(_ =>
                {
                    made++;
                    return new Runtime.Dispatch.CurrentDelivery();
                })
        );

        await harness.RunAsync(new OrderPlaced(1));

        Assert.Equal(0, made);
    }

    [Fact]
    public async Task Singletons_only_come_from_the_root()
    {
        IServiceProvider? given = null;
        await using var harness = new ConsumerHarness(
            new TestHandler<OrderPlaced>(
                (_, context) =>
                {
                    given = context.Services;
                    Assert.Same(context.ApplicationServices, given);
                    return default;
                }
            ),
            singletonsOnly: true
        );

        Assert.Equal(OutcomeKind.Complete, (await harness.RunAsync(new OrderPlaced(1))).Kind);
        Assert.Same(harness.Services, given);
    }

    [Fact]
    public async Task Services_asked_for_after_the_end_are_refused()
    {
        MessageContext? kept = null;
        await using var harness = ConsumerHarness.Of(
            (_, context) =>
            {
                kept = context;
                return default;
            }
        );
        await harness.RunAsync(new OrderPlaced(1));

        Assert.Throws<InvalidOperationException>(() => kept!.Services);
    }

    [Fact]
    public async Task A_scope_that_fails_to_end_is_a_failed_attempt()
    {
        await using var harness = new ConsumerHarness(
            new TestHandler<OrderPlaced>(
                async (order, context) =>
                {
                    context.Services.GetRequiredService<Clinging>();
                    await context.Bus.PublishAsync(order);
                }
            ),
            services: services => services.AddScoped<Clinging>()
        );

        Assert.Equal(OutcomeKind.Retry, (await harness.RunAsync(new OrderPlaced(1))).Kind);
        Assert.Empty(harness.Transport.Published);
    }

    private sealed class ScopedService : IDisposable
    {
        public bool Disposed { get; private set; }

        public void Dispose() => Disposed = true;
    }

    private sealed class Clinging : IDisposable
    {
        public void Dispose() => throw new InvalidOperationException("I stay");
    }
}

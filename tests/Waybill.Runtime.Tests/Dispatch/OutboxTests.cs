using Microsoft.Extensions.DependencyInjection;
using Waybill.Runtime.Outbox;
using Waybill.Runtime.Tests.Fakes;
using Waybill.Transports;

namespace Waybill.Runtime.Tests.Dispatch;

public sealed class OutboxTests
{
    [Fact]
    public async Task What_is_published_goes_along_with_the_completion_and_not_before()
    {
        ConsumerHarness? inside = null;
        PublishReceipt receipt = default;
        await using var harness = ConsumerHarness.Of(
            async (order, context) =>
            {
                receipt = await context.Bus.PublishAsync(order with { Id = 2 });
                context.Publish(new Tick(3));
                await context.Bus.SendAsync(TestTopology.Inventory, new Command(4));
                await context.Bus.PublishBatchAsync<OrderPlaced>(new[] { new OrderPlaced(5), new OrderPlaced(6) });
                Assert.Empty(inside!.Transport.Published);
            }
        );
        inside = harness;

        var outcome = await harness.RunAsync(new OrderPlaced(1));

        Assert.Equal(5, outcome.Outgoing!.Count);
        Assert.Equal([2, 3, 4, 5, 6], harness.Transport.Published.Select(p => (int)p.Body[0]));
        Assert.Equal(
            [TestTopology.Orders, TestTopology.Ticks, TestTopology.Inventory, TestTopology.Orders, TestTopology.Orders],
            harness.Transport.Published.Select(p => p.Target)
        );
        Assert.Equal(new PublishReceipt(0, Durability.Flushed, 1, false), receipt);
    }

    [Fact]
    public async Task What_a_failed_attempt_published_never_happened()
    {
        await using var harness = ConsumerHarness.Of(
            async (order, context) =>
            {
                await context.Bus.PublishAsync(order);
                throw new InvalidOperationException("boom");
            }
        );

        var outcome = await harness.RunAsync(new OrderPlaced(1));

        Assert.Equal(OutcomeKind.Retry, outcome.Kind);
        Assert.Null(outcome.Outgoing);
        Assert.Empty(harness.Transport.Published);
        Assert.True(Assert.Single(harness.Transport.Batches).Disposed);
    }

    [Fact]
    public async Task The_bus_resolved_deep_in_the_scope_is_the_outbox()
    {
        await using var harness = new ConsumerHarness(
            new TestHandler<OrderPlaced>(
                async (_, context) => await context.Services.GetRequiredService<DeepService>().PublishAsync(new OrderPlaced(2))
            ),
            services: services => services.AddScoped<DeepService>()
        );

        var outcome = await harness.RunAsync(new OrderPlaced(1));

        Assert.Equal(1, outcome.Outgoing?.Count);
    }

    [Fact]
    public async Task The_bus_of_any_other_scope_publishes_at_once()
    {
        await using var harness = ConsumerHarness.Of((_, _) => default);
        await using var scope = harness.Services.CreateAsyncScope();

        await scope.ServiceProvider.GetRequiredService<IMessageBus>().PublishAsync(new OrderPlaced(2));

        Assert.Single(harness.Transport.Published);
    }

    [Fact]
    public async Task What_a_service_publishes_as_it_is_disposed_belongs_to_the_delivery()
    {
        await using var harness = new ConsumerHarness(
            new TestHandler<OrderPlaced>(
                (_, context) =>
                {
                    context.Services.GetRequiredService<LastWord>();
                    return default;
                }
            ),
            services: services => services.AddScoped<LastWord>()
        );

        Assert.Equal(1, (await harness.RunAsync(new OrderPlaced(1))).Outgoing?.Count);
    }

    [Fact]
    public async Task Publishing_after_the_end_is_refused()
    {
        IMessageBus? kept = null;
        await using var harness = ConsumerHarness.Of(
            async (order, context) =>
            {
                kept = context.Bus;
                await kept.PublishAsync(order);
            }
        );
        await harness.RunAsync(new OrderPlaced(1));

        Assert.Contains("has ended", Assert.Throws<InvalidOperationException>(() => _ = kept!.PublishAsync(new OrderPlaced(2))).Message);
    }

    [Fact]
    public void An_outbox_that_was_made_too_late_does_no_harm_to_the_completion()
    {
        var late = new OutboxMessageBus(session: null!, "queue");
        late.Drop();

        Assert.Null(late.TakeForCompletion());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_first_publish_after_the_end_is_refused_too(bool failed)
    {
        MessageContext? kept = null;
        await using var harness = ConsumerHarness.Of(
            (_, context) =>
            {
                kept = context;
                return failed ? throw new InvalidOperationException("boom") : default;
            }
        );
        await harness.RunAsync(new OrderPlaced(1));

        Assert.Contains("has ended", Assert.Throws<InvalidOperationException>(() => kept!.Publish(new OrderPlaced(2))).Message);
        Assert.Empty(harness.Transport.Batches);
    }

    [Fact]
    public async Task A_publish_that_the_end_of_the_attempt_overtakes_closes_the_bus_behind_it()
    {
        var inside = Signal.Create();
        var end = Signal.Create();
        IMessageBus? kept = null;
        Task? stray = null;
        await using var harness = ConsumerHarness.Of(
            async (order, context) =>
            {
                kept = context.Bus;
                stray = Task.Run(() => kept.PublishAsync(order).AsTask());
                await inside.Task;
                throw new InvalidOperationException("boom");
            }
        );
        harness.Transport.Destinations = _ =>
        {
            inside.SetResult();
            end.Task.Wait(Hang.Guard);
            return 1;
        };

        Assert.Equal(OutcomeKind.Retry, (await harness.RunAsync(new OrderPlaced(1))).Kind);
        Assert.Contains("has ended", Assert.Throws<InvalidOperationException>(() => _ = kept!.PublishAsync(new OrderPlaced(2))).Message);
        end.SetResult();
        await stray!.WaitAsync(Hang.Guard);

        Assert.Contains("has ended", Assert.Throws<InvalidOperationException>(() => _ = kept!.PublishAsync(new OrderPlaced(2))).Message);
        Assert.True(Assert.Single(harness.Transport.Batches).Disposed);
    }

    [Fact]
    public async Task Two_threads_at_once_are_refused()
    {
        Exception? second = null;
        ConsumerHarness? inside = null;
        await using var harness = ConsumerHarness.Of(
            async (order, context) =>
            {
                inside!.Transport.Destinations = _ =>
                {
                    second = Record.Exception(() => (object)context.Bus.PublishAsync(new OrderPlaced(3)).AsTask());
                    return 1;
                };
                await context.Bus.PublishAsync(order);
            }
        );
        inside = harness;

        var outcome = await harness.RunAsync(new OrderPlaced(1));

        Assert.Contains("at once", Assert.IsType<InvalidOperationException>(second).Message);
        Assert.Equal(1, outcome.Outgoing?.Count);
    }

    [Fact]
    public async Task A_batch_that_is_half_in_keeps_the_delivery_from_completing_even_when_its_exception_is_swallowed()
    {
        await using var harness = ConsumerHarness.Of(
            async (_, context) =>
            {
                try
                {
                    await context.Bus.PublishBatchAsync<OrderPlaced>(new[] { new OrderPlaced(5), new OrderPlaced(6, "a.b") });
                }
                catch (RoutingKeyException)
                {
                    // Swallowed: what the test is about.
                }
            }
        );

        var outcome = await harness.RunAsync(new OrderPlaced(1));

        Assert.Equal(OutcomeKind.Retry, outcome.Kind);
        Assert.Contains("half-way", outcome.Exception!.Message);
        Assert.Empty(harness.Transport.Published);
        Assert.True(Assert.Single(harness.Transport.Batches).Disposed);
    }

    [Fact]
    public async Task A_single_bad_publish_that_is_swallowed_does_no_harm()
    {
        await using var harness = ConsumerHarness.Of(
            async (order, context) =>
            {
                Assert.Throws<RoutingKeyException>(() => _ = context.Bus.PublishAsync(new OrderPlaced(6, "a.b")));
                await context.Bus.PublishAsync(order with { Id = 7 });
            }
        );

        Assert.Equal(OutcomeKind.Complete, (await harness.RunAsync(new OrderPlaced(1))).Kind);
        Assert.Equal(7, Assert.Single(harness.Transport.Published).Body[0]);
    }

    [Fact]
    public async Task A_batch_that_failed_before_anything_was_added_does_no_harm()
    {
        await using var harness = ConsumerHarness.Of(
            async (order, context) =>
            {
                await context.Bus.PublishAsync(order);
                Assert.Throws<RoutingKeyException>(() =>
                    _ = context.Bus.PublishBatchAsync<OrderPlaced>(new[] { new OrderPlaced(6, "a.b"), new OrderPlaced(7) })
                );
            }
        );

        Assert.Equal(1, (await harness.RunAsync(new OrderPlaced(1))).Outgoing?.Count);
    }

    [Fact]
    public async Task A_publish_that_reaches_no_queue_says_so_in_its_receipt()
    {
        PublishReceipt receipt = default;
        await using var harness = ConsumerHarness.Of(async (_, context) => receipt = await context.Bus.PublishAsync(new Tick(2)));
        harness.Transport.Destinations = _ => 0;

        await harness.RunAsync(new OrderPlaced(1));

        Assert.Equal(new PublishReceipt(0, Durability.Memory, 0, false), receipt);
    }

    [Fact]
    public async Task The_brokers_headers_are_refused_here_too()
    {
        await using var harness = ConsumerHarness.Of(
            async (_, context) =>
                await context.Bus.PublishAsync(
                    new OrderPlaced(2),
                    new PublishOptions { Headers = new Dictionary<string, string> { ["waybill-id"] = "x" } }
                )
        );

        Assert.IsType<ArgumentException>((await harness.RunAsync(new OrderPlaced(1))).Exception);
    }

    private sealed class DeepService(IMessageBus bus)
    {
        public ValueTask<PublishReceipt> PublishAsync(OrderPlaced order) => bus.PublishAsync(order);
    }

    private sealed class LastWord(IMessageBus bus) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await bus.PublishAsync(new OrderPlaced(9));
    }
}

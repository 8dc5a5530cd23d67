using Microsoft.Extensions.DependencyInjection;
using Waybill.Transports;

namespace Waybill.EndToEnd.Tests;

/// <summary>Generated code, runtime, embedded broker and journal together.</summary>
public sealed class PipelineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("waybill-end-to-end-");
    private readonly Shop _shop = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_message_is_handled_and_what_it_returns_is_handled_too()
    {
        await using var host = await StartAsync();

        var receipt = await host.Bus.PublishAsync(new OrderPlaced("o-1", "eu"));

        Assert.Equal((Durability.Flushed, 1, false), (receipt.Durability, receipt.Destinations, receipt.Duplicate));
        Assert.True(receipt.Position > 0);
        Assert.Equal("reserved o-1", await _shop.NextMailAsync());
        await host.UntilAsync(Names.Stock, status => status is { Completed: 1, InFlight: 0, Ready: 0 });
        await host.UntilAsync(Names.Mail, status => status is { Completed: 1, InFlight: 0, Ready: 0 });
    }

    [Fact]
    public async Task A_command_is_sent_past_the_exchanges()
    {
        await using var host = await StartAsync();

        await host.Bus.SendAsync(Names.Mail, new Note("hello"));

        Assert.Equal("hello", await _shop.NextMailAsync());
    }

    [Fact]
    public async Task A_batch_is_stored_as_one()
    {
        await using var host = await StartAsync();

        await host.Bus.PublishBatchAsync<OrderPlaced>(new[] { new OrderPlaced("o-1", "eu"), new OrderPlaced("o-2", "us") });

        var mail = new[] { await _shop.NextMailAsync(), await _shop.NextMailAsync() };
        Assert.Equal(["reserved o-1", "reserved o-2"], mail.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_failing_message_is_tried_three_times_and_dead_lettered_with_its_reason()
    {
        _shop.Reserve = (_, context) => throw new InvalidOperationException($"attempt {context.Attempt}");
        await using var host = await StartAsync();
        await host.Bus.PublishAsync(new OrderPlaced("o-1", "eu"));

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal(attempt, await _shop.NextAttemptAsync());
            if (attempt < 3)
            {
                await host.UntilAsync(Names.Stock, status => status.Retried == attempt && status.Delayed == 1);
                Assert.False(_shop.HasAttempt);
                host.Time.Advance(TimeSpan.FromSeconds(5));
            }
        }

        await host.UntilAsync(Names.Stock, status => status is { DeadLettered: 1, Delayed: 0, InFlight: 0, Completed: 0 });
        var dead = Assert.Single(await host.Transport.BrowseAsync("stock.dead", 10, default));
        Assert.Equal((typeof(OrderPlaced).FullName, "order.eu.placed"), (dead.MessageType, dead.RoutingKey));
        var death = Assert.Single(dead.Deaths);
        Assert.Equal((Names.Stock, DeathReason.DeliveryLimit, "attempt 3"), (death.Queue, death.Reason, death.Message));
        Assert.False(_shop.HasMail);
    }

    [Fact]
    public async Task What_a_failed_attempt_published_never_happened_and_the_next_one_succeeds()
    {
        _shop.Reserve = async (order, context) =>
        {
            await context.Bus.SendAsync(Names.Mail, new Note($"trying {order.Id} {context.Attempt}"));
            if (context.Attempt == 1)
            {
                throw new InvalidOperationException("once");
            }
        };
        await using var host = await StartAsync();
        await host.Bus.PublishAsync(new OrderPlaced("o-1", "eu"));
        await host.UntilAsync(Names.Stock, status => status.Delayed == 1);

        host.Time.Advance(TimeSpan.FromSeconds(5));

        var mail = new[] { await _shop.NextMailAsync(), await _shop.NextMailAsync() };
        Assert.Equal(["reserved o-1", "trying o-1 2"], mail.Order(StringComparer.Ordinal));
        await host.UntilAsync(Names.Mail, status => status is { Completed: 2, InFlight: 0, Ready: 0 });
        Assert.False(_shop.HasMail);
    }

    [Fact]
    public async Task A_second_message_with_the_key_is_completed_without_a_call()
    {
        await using var host = await StartAsync();
        await host.Bus.PublishAsync(new OrderPlaced("o-1", "eu"));
        await host.Bus.PublishAsync(new OrderPlaced("o-1", "eu"));

        await host.UntilAsync(Names.Stock, status => status is { Completed: 1, DuplicatesSuppressed: 1, InFlight: 0, Ready: 0 });

        await host.UntilAsync(Names.Mail, status => status is { Completed: 1, InFlight: 0, Ready: 0 });
        Assert.Equal(1, await _shop.NextAttemptAsync());
        Assert.False(_shop.HasAttempt);
    }

    [Fact]
    public async Task What_was_claimed_retried_and_counted_outlives_a_restart()
    {
        var fails = true;
        _shop.Reserve = (order, _) => fails && order.Id == "o-2" ? throw new InvalidOperationException("for now") : Task.CompletedTask;
        DateTimeOffset later;
        await using (var first = await StartAsync())
        {
            await first.Bus.PublishAsync(new OrderPlaced("o-1", "eu"));
            await first.Bus.PublishAsync(new OrderPlaced("o-2", "eu"));
            Assert.Equal("reserved o-1", await _shop.NextMailAsync());
            await first.UntilAsync(Names.Mail, status => status is { Completed: 1, InFlight: 0 });
            await first.UntilAsync(Names.Stock, status => status is { Completed: 1, Delayed: 1, InFlight: 0 });
            later = first.Time.GetUtcNow().AddSeconds(5);
        }

        fails = false;
        await using var second = await StartAsync(later);
        await second.Bus.PublishAsync(new OrderPlaced("o-1", "eu"));

        Assert.Equal("reserved o-2", await _shop.NextMailAsync());
        await second.UntilAsync(
            Names.Stock,
            status => status is { Completed: 2, Retried: 1, DuplicatesSuppressed: 1, Delayed: 0, InFlight: 0, Ready: 0 }
        );
        await second.UntilAsync(Names.Mail, status => status is { Completed: 2, InFlight: 0, Ready: 0 });
    }

    [Fact]
    public async Task A_handler_that_the_stop_interrupts_begins_anew_after_the_restart_without_counting()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _shop.Reserve = (_, context) =>
        {
            started.TrySetResult();
            var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            context.CancellationToken.Register(() => cancelled.TrySetCanceled());
            return cancelled.Task;
        };
        await using (var first = await StartAsync())
        {
            await first.Bus.PublishAsync(new OrderPlaced("o-1", "eu"));
            await started.Task.WaitAsync(Hang.Guard);
            await first.StopAsync(new CancellationToken(canceled: true));
        }

        _shop.Reserve = (_, _) => Task.CompletedTask;
        await using var second = await StartAsync();

        Assert.Equal("reserved o-1", await _shop.NextMailAsync());
        Assert.Equal((1, 1), (await _shop.NextAttemptAsync(), await _shop.NextAttemptAsync()));
    }

    [Fact]
    public async Task A_producer_goes_on_where_its_stored_messages_end()
    {
        await using (var first = await StartAsync())
        await using (var producer = await first.Bus.OpenProducerAsync("orders.jsonl"))
        {
            Assert.Equal(-1, producer.Watermark);
            await producer.PublishAsync(new OrderPlaced("o-1", "eu"), 1);
            await producer.PublishAsync(new OrderPlaced("o-5", "eu"), 5);
            await first.UntilAsync(Names.Mail, status => status.Completed == 2);
        }

        await using var second = await StartAsync();
        await using var again = await second.Bus.OpenProducerAsync("orders.jsonl");

        Assert.Equal(5, again.Watermark);
        Assert.True((await again.PublishAsync(new OrderPlaced("o-5", "eu"), 5)).Duplicate);
        Assert.False((await again.PublishAsync(new OrderPlaced("o-6", "eu"), 6)).Duplicate);
        await second.UntilAsync(Names.Stock, status => status is { Completed: 3, DuplicatesSuppressed: 0 });
    }

    [Fact]
    public async Task A_producer_whose_publish_failed_is_opened_anew_and_leaves_nothing_out()
    {
        await using var host = await StartAsync();
        await using (var producer = await host.Bus.OpenProducerAsync("orders.jsonl"))
        {
            await producer.PublishAsync(new OrderPlaced("o-1", "eu"), 1);
            // What cannot be made into a message uses no number.
            Assert.Throws<RoutingKeyException>(() => _ = producer.PublishAsync(new OrderPlaced("o-2", "e.u"), 2));
            var cancelled = producer.PublishAsync(new OrderPlaced("o-3", "eu"), 3, cancellationToken: new(canceled: true));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await cancelled);

            var behind = Assert.Throws<ProducerFailedException>(() => _ = producer.PublishAsync(new OrderPlaced("o-4", "eu"), 4));
            Assert.Equal(("orders.jsonl", 3), (behind.Producer, behind.FailedSequence));
            Assert.Throws<ProducerFailedException>(() => _ = producer.PublishAsync(new OrderPlaced("o-3", "eu"), 3));
        }

        await using var again = await host.Bus.OpenProducerAsync("orders.jsonl");
        Assert.Equal(1, again.Watermark);
        Assert.False((await again.PublishAsync(new OrderPlaced("o-3", "eu"), 3)).Duplicate);
        Assert.False((await again.PublishAsync(new OrderPlaced("o-4", "eu"), 4)).Duplicate);
        await host.UntilAsync(Names.Stock, status => status is { Completed: 3, DuplicatesSuppressed: 0 });
    }

    [Fact]
    public async Task The_scoped_bus_outside_a_delivery_publishes_at_once()
    {
        await using var host = await StartAsync();
        await using var scope = host.Services.CreateAsyncScope();

        await scope.ServiceProvider.GetRequiredService<IMessageBus>().PublishAsync(new OrderPlaced("o-1", "eu"));

        Assert.Equal("reserved o-1", await _shop.NextMailAsync());
    }

    private Task<ShopHost> StartAsync(DateTimeOffset? now = null) => ShopHost.StartAsync(_folder.FullName, _shop, now);
}

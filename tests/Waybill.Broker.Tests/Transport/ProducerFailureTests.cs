using Waybill.Broker.Publishing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>A watermark stands for all before it: it never says of a number that failed that it is stored.</summary>
public sealed class ProducerFailureTests
{
    private const int Count = 200;

    private readonly SimulatedDevice _device = new();

    [Fact]
    public async Task Nothing_is_stored_behind_a_number_that_was_cancelled()
    {
        const int Cancelled = 150;
        using var source = new CancellationTokenSource();
        await using var broker = await TestBroker.OpenAsync(_device, TestBroker.Small());
        using (var producer = await OpenAsync(broker))
        {
            List<Task<PublishReceipt>> pending = [];
            WhileTheDiskHangs(_ =>
            {
                for (var i = 0; i < Count; i++)
                {
                    pending.Add(BeginAsync(broker, producer, i, i == Cancelled ? source.Token : default));
                }

                Assert.False(pending[Cancelled].IsCompleted);
                source.Cancel();
            });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending[Cancelled].Guarded());
            await Task.WhenAll(pending[..Cancelled]).Guarded();
            foreach (var behind in pending[(Cancelled + 1)..])
            {
                await AssertRefusedAsync(() => behind, Cancelled);
            }

            await AssertRefusedAsync(() => BeginAsync(broker, producer, Count), Cancelled);
        }

        await AssertGoesOnAsync(broker, Cancelled);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_cancelled_together_ends_as_cancelled(bool diskGoesOn)
    {
        using var source = new CancellationTokenSource();
        await using var broker = await TestBroker.OpenAsync(_device, TestBroker.Small());
        using var producer = await OpenAsync(broker);
        List<Task<PublishReceipt>> pending = [];
        WhileTheDiskHangs(disk =>
        {
            for (var i = 0; i < Count; i++)
            {
                pending.Add(Begin(broker, producer, i, source.Token));
            }

            // The last registration is called first: the backlog is emptied before any publish hears of the cancellation, or as they hear of it.
            using var first = source.Token.Register(() =>
            {
                if (diskGoesOn)
                {
                    disk.SetResult();
                    Assert.Throws<TaskCanceledException>(() => pending[^1].Guarded().GetAwaiter().GetResult());
                }
            });
            source.Cancel();
        });

        await Task.WhenAll(pending).ContinueWith(static _ => { }, TaskScheduler.Default).Guarded();
        Assert.True(pending[^1].IsCanceled);
        Assert.DoesNotContain(pending, static publish => publish.IsFaulted);
    }

    [Fact]
    public async Task A_full_disk_that_the_backlog_meets_leaves_no_number_out()
    {
        var full = true;
        var looks = new Looks();
        await using var broker = await TestBroker.OpenAsync(_device, Looking(looks));
        int stored;
        using (var producer = await OpenAsync(broker))
        {
            List<Task<PublishReceipt>> pending = [];
            WhileTheDiskHangs(
                _ =>
                {
                    for (var i = 0; i < Count; i++)
                    {
                        pending.Add(BeginAsync(broker, producer, i));
                    }
                },
                operation => Volatile.Read(ref full) && IsNextSegment(operation) ? SimulatedOutcome.DiskFull : SimulatedOutcome.Succeed
            );
            stored = await CountStoredAsync<JournalFullException>(pending);
            Volatile.Write(ref full, false);
            await PublishWhenThereIsRoomAsync(broker, looks);
            await AssertRefusedAsync(() => BeginAsync(broker, producer, Count), stored);
        }

        using var again = await OpenAsync(broker);
        Assert.Equal(stored - 1, again.Watermark);
    }

    [Fact]
    public async Task A_producer_that_is_opened_anew_while_the_backlog_fails_goes_on_behind_what_is_stored()
    {
        const int Cancelled = 150;
        using var source = new CancellationTokenSource();
        await using var broker = await TestBroker.OpenAsync(_device, TestBroker.Small());
        var pending = new List<Task<PublishReceipt>>();
        Task<ProducerHandle>? opening = null;
        using (var producer = await OpenAsync(broker))
        {
            WhileTheDiskHangs(_ =>
            {
                for (var i = 0; i < Count; i++)
                {
                    pending.Add(BeginAsync(broker, producer, i, i == Cancelled ? source.Token : default));
                }

                source.Cancel();
                producer.Dispose();
                opening = OpenAsync(broker);
            });
        }

        using (var again = await opening!)
        {
            Assert.Equal(Cancelled - 1, again.Watermark);
        }

        Assert.Equal(Cancelled, await CountStoredAsync<OperationCanceledException>(pending));
        await AssertGoesOnAsync(broker, Cancelled);
    }

    [Fact]
    public async Task A_broker_that_closes_has_stored_a_producers_numbers_up_to_one_of_them()
    {
        var broker = await TestBroker.OpenAsync(_device, TestBroker.Small());
        var producer = await OpenAsync(broker);
        List<Task<PublishReceipt>> pending = [];
        Task? closing = null;
        WhileTheDiskHangs(_ =>
        {
            for (var i = 0; i < Count; i++)
            {
                pending.Add(BeginAsync(broker, producer, i));
            }

            closing = broker.DisposeAsync().AsTask();
        });
        await closing!.Guarded();
        var stored = await CountStoredAsync<TransportException>(pending);

        await using var again = await TestBroker.OpenAsync(_device, TestBroker.Small());
        using var reopened = await OpenAsync(again);
        Assert.Equal(stored - 1, reopened.Watermark);
        await AssertStoredAsync(again, Enumerable.Range(0, stored));
    }

    [Fact]
    public async Task The_greatest_number_is_one_like_any_other()
    {
        await using var broker = await TestBroker.OpenAsync(_device, TestBroker.Small());
        using (var producer = await OpenAsync(broker))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                BeginAsync(broker, producer, long.MaxValue - 1, new(canceled: true))
            );
            await AssertRefusedAsync(() => BeginAsync(broker, producer, long.MaxValue), long.MaxValue - 1);
        }

        using var again = await OpenAsync(broker);
        Assert.Equal(-1, again.Watermark);
        await BeginAsync(broker, again, long.MaxValue).Guarded();
    }

    [Fact]
    public async Task A_number_that_was_refused_at_the_call_can_be_published_again()
    {
        await using var broker = await TestBroker.OpenAsync(_device, LittleWaits());
        using var producer = await OpenAsync(broker);
        var refused = await RefuseAtTheCallAsync(broker, producer);

        await BeginAsync(broker, producer, refused).Guarded();
        await BeginAsync(broker, producer, refused + 1).Guarded();

        await AssertStoredAsync(broker, Enumerable.Range(0, refused + 2));
    }

    [Fact]
    public async Task Where_another_one_is_published_instead_nothing_is_stored_behind_it()
    {
        await using var broker = await TestBroker.OpenAsync(_device, LittleWaits());
        int refused;
        using (var producer = await OpenAsync(broker))
        {
            refused = await RefuseAtTheCallAsync(broker, producer);
            await AssertRefusedAsync(() => BeginAsync(broker, producer, refused + 1), refused);
            await AssertRefusedAsync(() => BeginAsync(broker, producer, refused + 2), refused);
        }

        await AssertGoesOnAsync(broker, refused);
    }

    [Fact]
    public async Task One_that_was_passed_over_is_not_stored_any_more()
    {
        await using var broker = await TestBroker.OpenAsync(_device, LittleWaits());
        int refused;
        using (var producer = await OpenAsync(broker))
        {
            refused = await RefuseAtTheCallAsync(broker, producer);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => BeginAsync(broker, producer, refused + 1, new(canceled: true)));
            await AssertRefusedAsync(() => BeginAsync(broker, producer, refused), refused);
        }

        await AssertGoesOnAsync(broker, refused);
    }

    [Fact]
    public async Task One_that_was_refused_stays_so_when_it_is_tried_with_what_can_never_be_stored()
    {
        await using var broker = await TestBroker.OpenAsync(_device, LittleWaits());
        int refused;
        using (var producer = await OpenAsync(broker))
        {
            refused = await RefuseAtTheCallAsync(broker, producer);
            Assert.Throws<ArgumentException>(() => _ = broker.Transport.PublishAsync(TooLarge(broker, producer, refused), default));
            await AssertRefusedAsync(() => BeginAsync(broker, producer, refused + 1), refused);
        }

        await AssertGoesOnAsync(broker, refused);
    }

    [Fact]
    public async Task A_publish_whose_token_is_cancelled_at_the_call_has_failed_like_any_other()
    {
        await using var broker = await TestBroker.OpenAsync(_device, TestBroker.Small());
        using (var producer = await OpenAsync(broker))
        {
            await BeginAsync(broker, producer, 0).Guarded();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => BeginAsync(broker, producer, 1, new(canceled: true)));
            await AssertRefusedAsync(() => BeginAsync(broker, producer, 2), 1);
        }

        await AssertGoesOnAsync(broker, 1);
    }

    [Fact]
    public async Task What_can_never_be_stored_is_left_out()
    {
        await using var broker = await TestBroker.OpenAsync(_device, TestBroker.Small());
        using var producer = await OpenAsync(broker);
        await BeginAsync(broker, producer, 0).Guarded();
        Assert.Throws<ArgumentException>(() => _ = broker.Transport.PublishAsync(TooLarge(broker, producer, 1), default));

        await BeginAsync(broker, producer, 2).Guarded();

        await AssertStoredAsync(broker, [0, 2]);
    }

    [Fact]
    public async Task A_full_disk_that_passes_leaves_no_number_out()
    {
        var full = false;
        _device.Script = operation =>
            Volatile.Read(ref full) && IsNextSegment(operation) ? SimulatedOutcome.DiskFull : SimulatedOutcome.Succeed;
        var looks = new Looks();
        await using var broker = await TestBroker.OpenAsync(_device, Looking(looks));
        var refused = 0;
        using (var producer = await OpenAsync(broker))
        {
            Volatile.Write(ref full, true);
            try
            {
                for (; ; refused++)
                {
                    await BeginAsync(broker, producer, refused).Guarded();
                }
            }
            catch (JournalFullException)
            {
                // A publisher that does not look at each of its publishes goes on.
            }

            Volatile.Write(ref full, false);
            await PublishWhenThereIsRoomAsync(broker, looks);
            await AssertRefusedAsync(() => BeginAsync(broker, producer, refused + 1), refused);
        }

        using var again = await OpenAsync(broker);
        Assert.Equal(refused - 1, again.Watermark);
        Assert.False((await BeginAsync(broker, again, refused).Guarded()).Duplicate);
    }

    [Fact]
    public async Task What_an_earlier_life_stored_is_confirmed_or_cancelled_and_fails_nothing()
    {
        await using var broker = await TestBroker.OpenAsync(_device, TestBroker.Small());
        using (var producer = await OpenAsync(broker))
        {
            await BeginAsync(broker, producer, 5).Guarded();
        }

        using var again = await OpenAsync(broker);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => BeginAsync(broker, again, 3, new(canceled: true)));
        Assert.True((await BeginAsync(broker, again, 5).Guarded()).Duplicate);
        await BeginAsync(broker, again, 6).Guarded();
    }

    [Fact]
    public async Task A_mandatory_message_that_no_queue_receives_is_left_out()
    {
        await using var broker = await TestBroker.OpenAsync(_device, TestBroker.Small());
        using var producer = await OpenAsync(broker);
        var mandatory = new MessageDescriptor { Name = "mandatory", Mandatory = true };
        Assert.Throws<UnroutableMessageException>(() =>
            _ = broker.Transport.PublishAsync(broker.Message("x", "nobody", type: mandatory, producer: producer, sequence: 0), default)
        );

        await BeginAsync(broker, producer, 1).Guarded();
    }

    [Fact]
    public async Task A_call_that_is_cancelled_with_what_it_stands_behind_ends_as_cancelled()
    {
        using var source = new CancellationTokenSource();
        await using var broker = await TestBroker.OpenAsync(_device, TestBroker.Small());
        using var producer = await OpenAsync(broker);
        var message = broker.Message("x", producer: producer, sequence: 2) with
        {
            // Read within the call, behind its own look at the token.
            Headers = new WatchedHeaders(
                () =>
                {
                    source.Cancel();
                    ((EmbeddedProducer)producer).Fail(1);
                },
                reading: 1
            ),
        };

        Assert.True(broker.Transport.PublishAsync(message, source.Token).IsCanceled);
    }

    [Fact]
    public async Task Closing_a_producer_twice_leaves_its_name_to_the_next()
    {
        await using var broker = await TestBroker.OpenAsync(_device, TestBroker.Small());
        var producer = await OpenAsync(broker);
        producer.Dispose();
        using var next = await OpenAsync(broker);
        producer.Dispose();
        await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync(broker));
    }

    private static EmbeddedBrokerOptions LittleWaits()
    {
        var options = TestBroker.Small();
        options.WaitingBytes = 1;
        return options;
    }

    private static EmbeddedBrokerOptions Looking(Looks looks)
    {
        var options = TestBroker.Small();
        options.FullPause = looks.Pause;
        return options;
    }

    private static bool IsNextSegment(SimulatedOperation operation) =>
        operation.Kind == SimulatedOperationKind.Create && operation.Name.EndsWith(".segment.preparing", StringComparison.Ordinal);

    private static Task<ProducerHandle> OpenAsync(TestBroker broker) =>
        broker.Transport.OpenProducerAsync("p", CancellationToken.None).Guarded();

    private static OutgoingMessage TooLarge(TestBroker broker, ProducerHandle producer, long sequence) =>
        broker.Message(new string('x', 10_000_000), producer: producer, sequence: sequence);

    private static Task<PublishReceipt> Begin(TestBroker broker, ProducerHandle producer, long sequence, CancellationToken cancellation)
    {
        var message = broker.Message($"{sequence} ".PadRight(20_000, 'x'), producer: producer, sequence: sequence);
        return broker.Transport.PublishAsync(message, cancellation).AsTask();
    }

    // What throws at the call fails like what fails later.
    private static async Task<PublishReceipt> BeginAsync(
        TestBroker broker,
        ProducerHandle producer,
        long sequence,
        CancellationToken cancellation = default
    ) => await Begin(broker, producer, sequence, cancellation);

    /// <summary>How many were stored: all before the first one that failed, and none behind it.</summary>
    private static async Task<int> CountStoredAsync<TFirst>(List<Task<PublishReceipt>> pending)
        where TFirst : Exception
    {
        await Task.WhenAll(pending).ContinueWith(static _ => { }, TaskScheduler.Default).Guarded();
        var stored = pending.FindIndex(static publish => !publish.IsCompletedSuccessfully);
        Assert.InRange(stored, 1, Count - 2);
        await Assert.ThrowsAnyAsync<TFirst>(() => pending[stored]);
        Assert.DoesNotContain(pending[stored..], static publish => publish.IsCompletedSuccessfully);
        return stored;
    }

    private static async Task AssertRefusedAsync(Func<Task<PublishReceipt>> publish, long failed)
    {
        var refused = await Assert.ThrowsAsync<ProducerFailedException>(() => publish().Guarded());
        Assert.Equal(("p", failed), (refused.Producer, refused.FailedSequence));
    }

    /// <summary>Opens the producer anew and publishes what has failed and another one.</summary>
    private static async Task AssertGoesOnAsync(TestBroker broker, int failed)
    {
        using (var again = await OpenAsync(broker))
        {
            Assert.Equal(failed - 1, again.Watermark);
            Assert.False((await BeginAsync(broker, again, failed).Guarded()).Duplicate);
            Assert.False((await BeginAsync(broker, again, failed + 1).Guarded()).Duplicate);
        }

        await AssertStoredAsync(broker, Enumerable.Range(0, failed + 2));
    }

    private static async Task AssertStoredAsync(TestBroker broker, IEnumerable<int> numbers) =>
        Assert.Equal(numbers.Select(static number => $"{number}"), (await broker.TextsAsync()).Select(static text => text.Split(' ')[0]));

    // Until one finds no room in the backlog.
    private async Task<int> RefuseAtTheCallAsync(TestBroker broker, ProducerHandle producer)
    {
        List<Task<PublishReceipt>> pending = [];
        WhileTheDiskHangs(_ =>
        {
            do
            {
                pending.Add(BeginAsync(broker, producer, pending.Count));
            } while (!pending[^1].IsFaulted);
        });
        await Assert.ThrowsAsync<TransportException>(() => pending[^1]);
        await Task.WhenAll(pending[..^1]).Guarded();
        return pending.Count - 1;
    }

    private void WhileTheDiskHangs(Action<TaskCompletionSource> action, Func<SimulatedOperation, SimulatedOutcome>? script = null)
    {
        var disk = new TaskCompletionSource();
        _device.Script = operation =>
        {
            disk.Task.Wait(CancellationToken.None);
            return script?.Invoke(operation) ?? SimulatedOutcome.Succeed;
        };
        try
        {
            action(disk);
        }
        finally
        {
            disk.TrySetResult();
        }
    }

    private static async Task PublishWhenThereIsRoomAsync(TestBroker broker, Looks looks)
    {
        while (true)
        {
            try
            {
                await broker.PublishAsync("another's");
                return;
            }
            catch (JournalFullException)
            {
                looks.Release();
                await broker.StatusAsync();
            }
        }
    }
}

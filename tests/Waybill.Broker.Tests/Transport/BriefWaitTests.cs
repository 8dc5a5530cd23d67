using System.Collections.Concurrent;
using System.Diagnostics;
using Waybill.Broker.Publishing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage;
using Waybill.Storage.Tests.Support;

namespace Waybill.Broker.Tests.Transport;

/// <summary>A publisher that outruns the journal stands still for a moment.</summary>
public sealed class BriefWaitTests : IJournalClient
{
    private readonly ConcurrentQueue<CommittedBatch> _held = new();
    private readonly PublishBacklog _backlog = new(bytes: 1 << 20, TaskScheduler.Default, "/simulated");

    [Fact]
    public async Task It_ends_when_a_buffer_comes_back()
    {
        await using var journal = await FullAsync();
        var wait = new BriefWait(journal, TimeSpan.FromHours(1), TimeSpan.Zero, places: 1);
        var first = new TaskCompletionSource<bool>();
        var thread = new Thread(() => first.SetResult(wait.For(Stopwatch.GetTimestamp(), _backlog, 1, CancellationToken.None)));
        thread.Start();
        Assert.True(
            SpinWait.SpinUntil(() => thread.ThreadState.HasFlag(System.Threading.ThreadState.WaitSleepJoin), TimeSpan.FromSeconds(30))
        );

        Assert.False(first.Task.IsCompleted);
        Assert.True(_held.TryDequeue(out var batch));
        batch.Release();
        Assert.True(await first.Task.Guarded());
        Assert.True(wait.For(Stopwatch.GetTimestamp(), _backlog, 1, CancellationToken.None));
    }

    [Fact]
    public async Task It_has_only_so_many_places()
    {
        await using var journal = await FullAsync();
        var wait = new BriefWait(journal, TimeSpan.FromHours(1), TimeSpan.Zero, places: 2);

        Assert.True(wait.TryEnter(_backlog));
        Assert.True(wait.TryEnter(_backlog));
        Assert.False(wait.TryEnter(_backlog));
        Assert.False(wait.TryEnter(_backlog));
        wait.Leave();
        Assert.True(wait.TryEnter(_backlog));
        Assert.False(wait.TryEnter(_backlog));
    }

    [Fact]
    public async Task It_ends_without_room_when_it_has_taken_too_long()
    {
        await using var journal = await FullAsync();
        var wait = new BriefWait(journal, TimeSpan.FromTicks(1), TimeSpan.Zero, places: 1);
        var start = Stopwatch.GetTimestamp();
        Assert.False(wait.For(start, _backlog, 1, CancellationToken.None));
        Assert.False(wait.For(start, _backlog, 1, CancellationToken.None));
    }

    [Fact]
    public async Task Who_finds_room_and_is_too_late_to_use_it_does_not_wait_for_ever()
    {
        await using var journal = await FullAsync();
        var wait = new BriefWait(journal, TimeSpan.FromSeconds(1), TimeSpan.Zero, places: 1);
        Assert.True(_held.TryDequeue(out var batch));
        batch.Release();

        Assert.True(wait.For(Stopwatch.GetTimestamp(), _backlog, 1, CancellationToken.None));
        Assert.False(wait.For(Stopwatch.GetTimestamp() - Stopwatch.Frequency, _backlog, 1, CancellationToken.None));
    }

    [Fact]
    public async Task It_ends_when_the_publish_is_cancelled()
    {
        await using var journal = await FullAsync();
        var wait = new BriefWait(journal, TimeSpan.FromHours(1), TimeSpan.Zero, places: 1);
        using var source = new CancellationTokenSource();
        var ended = new TaskCompletionSource<bool>();
        var thread = new Thread(() => ended.SetResult(wait.For(Stopwatch.GetTimestamp(), _backlog, 1, source.Token)));
        thread.Start();
        Assert.True(
            SpinWait.SpinUntil(() => thread.ThreadState.HasFlag(System.Threading.ThreadState.WaitSleepJoin), TimeSpan.FromSeconds(30))
        );

        await source.CancelAsync();

        Assert.False(await ended.Task.Guarded());
    }

    [Fact]
    public async Task Who_comes_while_others_are_in_the_backlog_comes_after_them()
    {
        await using var journal = await Journal.OpenAsync(
            new SimulatedDevice(),
            this,
            cancellationToken: TestContext.Current.CancellationToken
        );
        var wait = new BriefWait(journal, TimeSpan.FromHours(1), TimeSpan.Zero, places: 1);
        var first = new Held(_backlog.Budget);
        var published = _backlog.Add(first);
        var ended = new TaskCompletionSource<bool>();
        var thread = new Thread(() => ended.SetResult(wait.For(Stopwatch.GetTimestamp(), _backlog, 1, CancellationToken.None)));
        thread.Start();
        Assert.True(
            SpinWait.SpinUntil(() => thread.ThreadState.HasFlag(System.Threading.ThreadState.WaitSleepJoin), TimeSpan.FromSeconds(30))
        );

        Assert.False(ended.Task.IsCompleted);
        first.Go();
        await published.Guarded();
        Assert.True(await ended.Task.Guarded());
    }

    [Fact]
    public async Task Where_waiting_was_in_vain_for_too_long_nobody_waits_until_the_backlog_was_empty()
    {
        await using var journal = await FullAsync();
        var patient = new BriefWait(journal, TimeSpan.FromTicks(1), TimeSpan.FromHours(1), places: 1);
        Assert.True(patient.TryEnter(_backlog));
        Assert.False(patient.For(Stopwatch.GetTimestamp(), _backlog, 1, CancellationToken.None));
        patient.Leave();
        Assert.True(patient.TryEnter(_backlog));

        var wait = new BriefWait(journal, TimeSpan.FromTicks(1), TimeSpan.Zero, places: 2);
        Assert.True(wait.TryEnter(_backlog));
        Assert.False(wait.For(Stopwatch.GetTimestamp(), _backlog, 1, CancellationToken.None));
        wait.Leave();
        Assert.False(wait.TryEnter(_backlog));

        var first = new Held(_backlog.Budget);
        var published = _backlog.Add(first);
        Assert.False(wait.TryEnter(_backlog));
        first.Go();
        await published.Guarded();
        Assert.True(SpinWait.SpinUntil(() => _backlog.Emptyings == 1, TimeSpan.FromSeconds(30)));

        Assert.True(wait.TryEnter(_backlog));
    }

    [Fact]
    public async Task A_producers_publish_waits_where_the_next_of_its_name_looks_for_it()
    {
        const int Count = 200;
        using var disk = new ManualResetEventSlim();
        var device = new SimulatedDevice();
        var options = TestBroker.Small();
        options.BriefWait = TimeSpan.FromHours(1);
        await using var broker = await TestBroker.OpenAsync(device, options);
        var body = new string('x', 20_000);
        var producer = await broker.Transport.OpenProducerAsync("p", CancellationToken.None);
        device.Script = operation =>
        {
            disk.Wait();
            return SimulatedOutcome.Succeed;
        };
        List<ValueTask<PublishReceipt>> pending = [];
        try
        {
            await Task.Run(() =>
                {
                    for (var i = 0; i < Count; i++)
                    {
                        pending.Add(broker.Transport.PublishAsync(broker.Message(body, producer: producer, sequence: i), default));
                    }
                })
                .Guarded();
            producer.Dispose();
            var reopened = broker.Transport.OpenProducerAsync("p", CancellationToken.None);
            disk.Set();

            using var again = await reopened.Guarded();
            Assert.Equal(Count - 1, again.Watermark);
            foreach (var publish in pending)
            {
                await publish.Guarded();
            }
        }
        finally
        {
            disk.Set();
        }
    }

    [Fact]
    public async Task A_publisher_that_outruns_the_journal_is_slowed_to_its_pace_and_nothing_of_it_is_set_aside()
    {
        var options = TestBroker.Small();
        // Only one publish could be set aside, and it would have room after 30 s at the latest.
        options.WaitingBytes = 1;
        options.BriefWait = TimeSpan.FromSeconds(30);
        await using var broker = await TestBroker.OpenAsync(new SimulatedDevice(), options);
        string[] texts = [.. Enumerable.Range(0, 5_000).Select(i => $"{i}".PadRight(1_000, '.'))];
        ValueTask<PublishReceipt>[] pending = [.. texts.Select(text => broker.Begin(text))];
        foreach (var publish in pending)
        {
            await publish.Guarded();
        }

        Assert.Equal(
            texts,
            (await broker.BrowseAsync(limit: texts.Length)).Select(message => System.Text.Encoding.UTF8.GetString(message.Body.Span))
        );
    }

    [Fact]
    public async Task So_are_several_at_once_and_the_order_of_each_is_kept()
    {
        const int Publishers = 4;
        const int Count = 1_000;
        var options = TestBroker.Small();
        options.WaitingBytes = 1;
        options.BriefWait = TimeSpan.FromSeconds(30);
        await using var broker = await TestBroker.OpenAsync(new SimulatedDevice(), options);

        var publishers = Enumerable
            .Range(0, Publishers)
            .Select(publisher =>
                Task.Factory.StartNew(
                    () => Enumerable.Range(0, Count).Select(i => broker.Begin($"{publisher} {i} ".PadRight(1_000, '.'))).ToArray(),
                    TestContext.Current.CancellationToken,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
            );
        foreach (var publish in (await Task.WhenAll(publishers).Guarded()).SelectMany(static pending => pending))
        {
            await publish.Guarded();
        }

        var numbers = (await broker.BrowseAsync(limit: Publishers * Count))
            .Select(message => System.Text.Encoding.UTF8.GetString(message.Body.Span).Split(' '))
            .ToLookup(static words => words[0], static words => int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(Publishers, numbers.Count);
        Assert.All(numbers, static one => Assert.Equal(Enumerable.Range(0, Count), one));
    }

    /// <summary>
    /// A new type's name is a record of its own before the message's. Room for the message alone is none: who took it for some would try again and again. Which length leaves
    /// in a buffer what takes a small message and no long name is the format's to say; each of these did when this was written.
    /// </summary>
    [Theory]
    [InlineData(170)]
    [InlineData(190)]
    public async Task Who_has_no_room_for_the_name_of_a_new_type_stands_still(int length)
    {
        using var disk = new ManualResetEventSlim();
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var device = new SimulatedDevice();
        var options = TestBroker.Small();
        options.BriefWait = TimeSpan.FromHours(1);
        await using var broker = await TestBroker.OpenAsync(device, options);
        device.Script = _ =>
        {
            written.TrySetResult();
            disk.Wait();
            return SimulatedOutcome.Succeed;
        };
        List<Thread> publishers = [];
        try
        {
            // From here on the journal's thread neither makes a buffer nor gives one back.
            _ = broker.Begin("first");
            await written.Task.Guarded();
            var filled = 0L;
            StandsStill(
                () =>
                {
                    for (; !disk.IsSet; Volatile.Write(ref filled, filled + length))
                    {
                        _ = broker.Begin(new string('x', length));
                    }
                },
                // Before a buffer is full it only looks as if it stood still.
                () => Volatile.Read(ref filled) > options.BufferBytes / 2
            );
            var named = new TaskCompletionSource<ValueTask<PublishReceipt>>(TaskCreationOptions.RunContinuationsAsynchronously);
            var type = new MessageDescriptor { Name = new string('n', 255) };
            StandsStill(() => named.SetResult(broker.Transport.PublishAsync(broker.Message("m", type: type), default)), static () => true);

            disk.Set();
            Assert.Equal(Durability.Flushed, (await (await named.Task.Guarded()).Guarded()).Durability);
        }
        finally
        {
            disk.Set();
            publishers.ForEach(static publisher => publisher.Join());
        }

        void StandsStill(ThreadStart publish, Func<bool> andAlso)
        {
            var thread = new Thread(publish);
            publishers.Add(thread);
            thread.Start();
            Assert.True(SpinWait.SpinUntil(() => andAlso() && Waits(thread), TimeSpan.FromSeconds(30)));
        }

        static bool Waits(Thread thread) => thread.ThreadState.HasFlag(System.Threading.ThreadState.WaitSleepJoin);
    }

    void IJournalClient.OnCheckpoint(long lsn, Stream content) { }

    void IJournalClient.OnRecovered(in JournalRecord record) { }

    object IJournalClient.CreateBatchState() => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    void IJournalClient.OnCommitted(CommittedBatch batch)
    {
        _held.Enqueue(batch);
        ((TaskCompletionSource)batch.State).SetResult();
    }

    void IJournalClient.OnFaulted(StorageFaultedException fault, IReadOnlyList<object> uncommitted) { }

    // All buffers but the reserve are held.
    private async Task<Journal> FullAsync()
    {
        var options = new JournalOptions
        {
            SegmentBytes = 64 * 1024,
            BufferBytes = 4096,
            BufferCount = 3,
        };
        var journal = await Journal.OpenAsync(new SimulatedDevice(), this, options, TestContext.Current.CancellationToken);
        for (var i = 0; i < 2; i++)
        {
            Assert.True(journal.TryAppend(1, [], [1], CommitLevel.Flushed, AppendPriority.Normal, out var appended));
            await ((TaskCompletionSource)appended.BatchState).Task.Guarded();
        }

        return journal;
    }

    /// <summary>Waits in the backlog until the test lets it go.</summary>
    private sealed class Held : WaitingPublish
    {
        private readonly TaskCompletionSource _room = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Held(WaitingBudget budget)
            : base(budget, messageBytes: 0, CancellationToken.None) => budget.Take(messageBytes: 0);

        public void Go() => _room.SetResult();

        public override ValueTask WaitForRoomAsync() => new(_room.Task);

        protected override bool TryPublish(out ValueTask<PublishReceipt> receipt)
        {
            receipt = default;
            return _room.Task.IsCompleted;
        }

        protected override void DropMessage() { }
    }
}

using System.Collections.Concurrent;
using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;
using Waybill.Tests;

namespace Waybill.Storage.Tests;

public sealed class ConcurrencyTests : TempDataDirectory
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Publishers_on_several_threads_lose_nothing_and_each_keeps_its_order(int publishers)
    {
        const int Each = 5_000;
        var options = new JournalOptions
        {
            SegmentBytes = 1 << 20,
            BufferBytes = 32 * 1024,
            BufferCount = 3,
        };
        var (journal, client) = await TestJournal.OpenAsync(new DirectoryDevice(Folder), options);
        var ledger = new ConcurrentDictionary<long, (int Publisher, int Number, int Bytes)>();
        var tasks = Enumerable
            .Range(0, publishers)
            .Select(publisher => Task.Run(() => PublishAsync(publisher), TestContext.Current.CancellationToken))
            .ToArray();
        await Task.WhenAll(tasks);
        await journal.DisposeAsync();

        Assert.Equal(publishers * Each, ledger.Count);
        Check([.. client.Committed], "committed");
        Check((await TestJournal.RecoverAsync(new DirectoryDevice(Folder), options)).Recovered, "recovered");

        async Task PublishAsync(int publisher)
        {
            var random = new Random(publisher);
            for (var number = 0; number < Each; number++)
            {
                // Some larger than what is copied under the spin.
                var payload = new byte[8 + random.Next(random.Next(20) == 0 ? 6000 : 100)];
                BitConverter.TryWriteBytes(payload, publisher);
                BitConverter.TryWriteBytes(payload.AsSpan(4), number);
                payload.AsSpan(8).Fill((byte)number);
                var appended = await journal.AppendAsync(payload, number % 2 == 0 ? CommitLevel.Flushed : CommitLevel.Written);
                Assert.True(ledger.TryAdd(appended.Lsn, (publisher, number, payload.Length)));
                if (random.Next(100) == 0)
                {
                    await RecordingClient.Committing(appended);
                }
            }
        }

        void Check(List<(long Lsn, byte Type, byte[] Payload)> records, string what)
        {
            Assert.True(records.Count == ledger.Count, $"{what}: {records.Count} of {ledger.Count}");
            var next = new int[publishers];
            var position = -1L;
            foreach (var (lsn, _, payload) in records)
            {
                Assert.True(lsn > position);
                position = lsn;
                var (publisher, number, bytes) = ledger[lsn];
                Assert.Equal(bytes, payload.Length);
                Assert.Equal(publisher, BitConverter.ToInt32(payload));
                Assert.Equal(number, BitConverter.ToInt32(payload, 4));
                Assert.Equal(next[publisher]++, number);
                Assert.False(payload.AsSpan(8).ContainsAnyExcept((byte)number));
            }
        }
    }

    [Fact]
    public async Task Batches_come_in_order_and_tokens_are_unique_within_them()
    {
        var (journal, client) = await TestJournal.OpenAsync(new DirectoryDevice(Folder));
        var expected = 0L;
        var batches = 0;
        client.Observer = batch =>
        {
            Assert.True(batch.Lsn >= expected);
            Assert.Equal(0, batch.Lsn % JournalFormat.BatchAlignment);
            expected = batch.Lsn + batch.Length;
            batches++;
            foreach (var record in batch)
            {
                var token = (record.Lsn - batch.Lsn) / JournalFormat.RecordAlignment;
                Assert.Equal(record.Lsn, batch.Lsn + (token * JournalFormat.RecordAlignment));
                Assert.InRange(token, 2, ushort.MaxValue);
            }
        };
        var together = await client.CommitTogetherAsync(journal, [1], [2], [3]);
        Assert.All(together, appended => Assert.Same(together[0].BatchState, appended.BatchState));
        Assert.All(together, appended => Assert.Equal(together[0].BatchLsn, appended.BatchLsn));
        Assert.Equal(3, ((RecordingClient.BatchState)together[0].BatchState).Records);
        for (var i = 0; i < 300; i++)
        {
            await journal.AppendAsync(new byte[i]);
        }
        await journal.DisposeAsync();
        Assert.Equal(304, client.Committed.Count);
        Assert.Equal(batches, client.CommittedBatches.Count);
        Assert.Equal(0, client.Faults);
    }

    [Fact]
    public async Task Reading_back_runs_beside_appends()
    {
        var (journal, client) = await TestJournal.OpenAsync(new DirectoryDevice(Folder));
        var random = new Random(3);
        var stored = new List<(long Lsn, byte[] Payload)>();
        for (var i = 0; i < 50; i++)
        {
            var payload = TestJournal.Payload(random, 700);
            stored.Add(((await journal.CommitAsync(payload, CommitLevel.Written)).Lsn, payload));
        }
        var reading = Task.Run(ReadAll, TestContext.Current.CancellationToken);
        for (var i = 0; i < 500; i++)
        {
            await journal.AppendAsync(new byte[700], CommitLevel.Written);
        }
        await reading;
        Assert.Equal(0, client.Faults);
        await journal.DisposeAsync();

        void ReadAll()
        {
            var block = new RecordBlock();
            for (var i = 0; i < 2000; i++)
            {
                var (lsn, payload) = stored[i % stored.Count];
                Assert.True(journal.Read(lsn, block, RecordBlock.LeastBytes).Payload.Span.SequenceEqual(payload));
            }
        }
    }

    [Fact]
    public async Task A_batch_is_not_written_before_the_large_payloads_in_it_are_copied()
    {
        var options = new JournalOptions
        {
            SegmentBytes = 8 << 20,
            BufferBytes = 1 << 20,
            BufferCount = 3,
        };
        var client = new RecordingClient { KeepRecords = false };
        var journal = await Journal.OpenAsync(new DiscardingDevice(), client, options, TestContext.Current.CancellationToken);
        var torn = 0;
        client.Observer = batch =>
        {
            foreach (var record in batch)
            {
                var payload = record.Payload.Span;
                torn += payload.ContainsAnyExcept(payload[0]) ? 1 : 0;
            }
        };
        await Task.WhenAll(
            Enumerable.Range(0, 2).Select(publisher => Task.Run(() => PublishAsync(publisher), TestContext.Current.CancellationToken))
        );
        await journal.DisposeAsync();
        Assert.Equal(0, torn);
        Assert.Equal(0, client.Faults);

        async Task PublishAsync(int publisher)
        {
            var payload = new byte[100_000];
            for (var i = 0; i < 1000; i++)
            {
                payload.AsSpan().Fill((byte)((i * 2) + publisher));
                await journal.AppendAsync(payload, CommitLevel.Written);
            }
        }
    }

    [Fact]
    public async Task An_append_allocates_nothing()
    {
        var options = new JournalOptions { SegmentBytes = 8 << 20, BufferBytes = 1 << 20 };
        var (journal, client) = await TestJournal.OpenAsync(new DirectoryDevice(Folder), options);
        // The writer stands still, so that all appends run on this thread and into one buffer.
        client.Proceed.Reset();
        await journal.CommitAsync([]);
        var (small, large) = (new byte[256], new byte[2000]);
        Assert.Equal(0, Allocation.Least(() => Assert.True(Append(40))));
        // Finding no room is free as well.
        Assert.False(Append(1000));
        Assert.Equal(0, Allocation.Least(() => Append(200)));
        client.Proceed.Set();
        await journal.DisposeAsync();

        bool Append(int count)
        {
            var last = false;
            for (var i = 0; i < count; i++)
            {
                last =
                    journal.TryAppend(1, small, small, CommitLevel.Flushed, AppendPriority.Normal, out _)
                    & journal.TryAppend(1, [], large, CommitLevel.Written, AppendPriority.Reserved, out _);
            }
            return last;
        }
    }
}

using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Storage.Tests.Support;
using Waybill.Tests;

namespace Waybill.Broker.Tests.Core;

/// <summary>The ring against a plain queue, and what was shared of it against a copy of that moment.</summary>
public sealed class EntryRingModelTests(ITestOutputHelper output)
{
    private static readonly IndexPages s_inMemory = new(device: null, long.MaxValue, IndexSizes.Default);

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(2_000)]
    [InlineData(0)]
    public void Random_use_keeps_the_order_and_what_was_shared_stays_as_it_was(long budget)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        for (var run = 0; run < 10; run++)
        {
            Run(new Random(seed + run), budget);
        }
    }

    [Fact]
    public void A_backlog_of_messages_takes_less_than_six_bytes_each()
    {
        const int Count = 1_000_000;
        var ring = new EntryRing<QueueEntry, EntryCodec>(s_inMemory);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i <= Count; i++)
        {
            ring.Enqueue(new QueueEntry(new MessageRef(288L * i, 0), 0, 0, 0));
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        output.WriteLine($"{(double)bytes / Count:F2} bytes each");
        Assert.InRange(bytes, 1, 2L * Count);
        Assert.Equal(Count, ring.Count);
    }

    [Fact]
    public void A_steady_flow_allocates_nothing()
    {
        var ring = new EntryRing<QueueEntry, EntryCodec>(s_inMemory);
        var lsn = 0L;
        Flow();

        Assert.Equal(0, Allocation.Least(Flow));

        void Flow()
        {
            for (var i = 0; i < 20_000; i++)
            {
                ring.Enqueue(new QueueEntry(new MessageRef(lsn += 288, 0), 0, 0, 0));
                if (ring.Count > 100)
                {
                    ring.TryPeek(out _);
                    ring.Dequeue();
                }
            }
        }
    }

    private static void Run(Random random, long budget)
    {
        var device = new SimulatedDevice();
        var pages = new IndexPages(device, budget, new IndexSizes(random.Next(96, 5_000), LooseEntries: 1));
        var ring = new EntryRing<QueueEntry, EntryCodec>(pages);
        var (most, isFull) = (0, false);
        device.Script = _ => isFull ? SimulatedOutcome.DiskFull : SimulatedOutcome.Succeed;
        var model = new Queue<QueueEntry>();
        var shared = new List<(List<EntryRun> Runs, QueueEntry[] Expected)>();
        for (var step = 0; step < 8_000; step++)
        {
            // Now it grows, and now it shrinks; and the disk is full from time to time.
            var grows = step / 1_000 % 2 == 0 ? 34 : 10;
            isFull = step / 300 % 3 == 1;
            most = Math.Max(most, pages.Paged);
            switch (random.Next(40))
            {
                case 0 when shared.Count == 0 || random.Next(10) == 0:
                    CheckShared();
                    pages.EndReading();
                    pages.BeginReading();
                    var runs = new List<EntryRun>();
                    ring.Share(runs);
                    shared.Add((runs, [.. model]));
                    break;
                case 1 when random.Next(50) == 0:
                    ring.Clear();
                    model.Clear();
                    break;
                case 2:
                    var added = Enumerable.Range(0, random.Next(20)).Select(_ => EntryCodecTests.Any(random)).ToArray();
                    ring.Append(pages.Keep(EntryCodecTests.Write(added)));
                    Array.ForEach(added, model.Enqueue);
                    break;
                case var action when action < grows:
                    var entry = EntryCodecTests.Any(random);
                    ring.Enqueue(entry);
                    model.Enqueue(entry);
                    break;
                default:
                    Assert.Equal(model.TryPeek(out var expected), ring.TryPeek(out var first));
                    if (model.Count > 0)
                    {
                        Assert.Equal(expected, first);
                        ring.Dequeue();
                        model.Dequeue();
                    }

                    break;
            }

            Assert.Equal(model.Count, ring.Count);
        }

        Assert.Equal(model, ring.Entries());
        CheckShared();
        Assert.Equal(budget == long.MaxValue, most == 0);
        ring.Clear();
        Assert.Equal(0, pages.Paged);
        Assert.Equal(0, pages.InMemory);
        pages.End();
        Assert.Empty(device.List());

        // What was shared stays as it was, as long as it is being read.
        void CheckShared()
        {
            Assert.All(shared, item => Assert.Equal(item.Expected, item.Runs.SelectMany(EntryCodecTests.Read)));
            shared.Clear();
        }
    }
}

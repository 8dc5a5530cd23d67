using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Tests;

namespace Waybill.Broker.Tests.Core;

/// <summary>The ring against a plain queue, and what was shared of it against a copy of that moment.</summary>
public sealed class EntryRingModelTests(ITestOutputHelper output)
{
    [Fact]
    public void Random_use_keeps_the_order_and_what_was_shared_stays_as_it_was()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        for (var run = 0; run < 10; run++)
        {
            Run(new Random(seed + run));
        }
    }

    [Fact]
    public void A_backlog_of_messages_takes_less_than_six_bytes_each()
    {
        const int Count = 1_000_000;
        var ring = new EntryRing();
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
        var ring = new EntryRing();
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

    private static void Run(Random random)
    {
        var ring = new EntryRing();
        var model = new Queue<QueueEntry>();
        var shared = new List<(List<EntryRun> Runs, QueueEntry[] Expected)>();
        for (var step = 0; step < 4_000; step++)
        {
            switch (random.Next(40))
            {
                case 0:
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
                    ring.Append(EntryCodecTests.Write(added));
                    Array.ForEach(added, model.Enqueue);
                    break;
                case < 22:
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

        Assert.Equal(model, ring.Take(int.MaxValue));
        Assert.All(shared, item => Assert.Equal(item.Expected, item.Runs.SelectMany(EntryCodecTests.Read)));
    }
}

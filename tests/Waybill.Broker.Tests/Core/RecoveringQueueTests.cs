using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Core.Recovery;
using Waybill.Storage.Tests.Support;

namespace Waybill.Broker.Tests.Core;

/// <summary>A queue under recovery against a plain dictionary of what is unsettled.</summary>
public sealed class RecoveringQueueTests(ITestOutputHelper output)
{
    private const int CheckpointLsn = 32 * 3_000;

    [Fact]
    public void What_outcomes_leave_is_what_a_plain_dictionary_holds()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        for (var run = 0; run < 20; run++)
        {
            Run(new Random(seed + run));
        }
    }

    [Fact]
    public void What_is_settled_twice_or_was_never_there_changes_nothing()
    {
        var queue = new RecoveringQueue();
        queue.Add(Plain(32, 0));
        queue.Add(Plain(64, 0));
        Assert.NotNull(queue.Take(new MessageRef(32, 0), forGood: true));
        Assert.Null(queue.Take(new MessageRef(32, 0), forGood: true));
        Assert.Null(queue.Take(new MessageRef(64, 1), forGood: true));
        Assert.Null(queue.Take(new MessageRef(65, 0), forGood: false));
        Assert.Null(queue.Take(new MessageRef(-64, 0), forGood: false));

        Assert.Equal(
            [new MessageRef(64, 0)],
            Filled(queue, new IndexPages(device: null, long.MaxValue, IndexSizes.Default)).Browse(10).Select(entry => entry.Message)
        );
    }

    private static void Run(Random random)
    {
        var pages = new IndexPages(new SimulatedDevice(), budgetBytes: random.Next(2) * 50_000, IndexSizes.Default);
        var queue = new RecoveringQueue();
        var model = new SortedDictionary<QueueEntry, QueueEntry>();
        Restore(queue, model, random, pages);
        var lsn = (long)CheckpointLsn;
        for (var step = 0; step < 5_000; step++)
        {
            switch (random.Next(5))
            {
                case 0 or 1:
                    var entry = random.Next(20) == 0 ? Dead(lsn) : Plain(lsn, random.Next(3));
                    lsn += 32 * random.Next(1, 5);
                    queue.Add(entry);
                    model.Add(entry, entry);
                    break;
                case 2 when model.Count > 0:
                    var retried = Some(model, random);
                    Assert.Equal(retried, queue.Take(retried.Identity, forGood: false));
                    model.Remove(retried);
                    retried = retried with { Failed = retried.Failed + 1 };
                    queue.Place(new Placement(retried, Due: 0, Parked: false));
                    model.Add(retried, retried);
                    break;
                case > 2 when model.Count > 0:
                    var settled = Some(model, random);
                    queue.Take(settled.Identity, forGood: true);
                    model.Remove(settled);
                    break;
            }
        }

        var filled = Filled(queue, pages);
        Assert.Equal(model.Values, filled.Browse(int.MaxValue));
        filled.Purge();
        Assert.Equal((0, 0), (pages.Paged, pages.InMemory));
    }

    private static void Restore(RecoveringQueue queue, SortedDictionary<QueueEntry, QueueEntry> model, Random random, IndexPages pages)
    {
        var ring = new EntryRing<QueueEntry, EntryCodec>(new IndexPages(device: null, long.MaxValue, IndexSizes.Default));
        for (var lsn = 32L; lsn < CheckpointLsn; lsn += 32 * random.Next(1, 3))
        {
            var entry = random.Next(50) == 0 ? Dead(lsn) : Plain(lsn, 0);
            ring.Enqueue(entry);
            model.Add(entry, entry);
        }

        var runs = new List<EntryRun>();
        ring.Share(runs);
        queue.Restore(new CheckpointedEntries(runs.ConvertAll(run => pages.Keep(run)), pages), CheckpointLsn);
    }

    // Mostly one of the oldest, as consumers do it.
    private static QueueEntry Some(SortedDictionary<QueueEntry, QueueEntry> model, Random random) =>
        model.Values.ElementAt(random.Next(Math.Min(model.Count, random.Next(10) == 0 ? model.Count : 8)));

    private static QueueState Filled(RecoveringQueue recovering, IndexPages pages)
    {
        var queue = new QueueState(1, "queue", pages);
        recovering.Fill(queue);
        foreach (var placement in recovering.Placements())
        {
            queue.Return(placement.Entry);
        }

        return queue;
    }

    private static QueueEntry Plain(long lsn, int index) => new(new MessageRef(lsn, index), 0, 0, 0);

    private static QueueEntry Dead(long lsn) => new(new MessageRef(Math.Max(32, lsn - 320), (int)(lsn % 7)), lsn, 0, 0);
}

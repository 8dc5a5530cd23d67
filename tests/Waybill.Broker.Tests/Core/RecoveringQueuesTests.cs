using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Core.Recovery;
using Waybill.Broker.Records;
using Waybill.Storage.Tests.Support;

namespace Waybill.Broker.Tests.Core;

/// <summary>Queues under recovery against a plain dictionary of what is unsettled.</summary>
public sealed class RecoveringQueuesTests(ITestOutputHelper output)
{
    private const int CheckpointLsn = 32 * 3_000;

    // The last one is for dead letters, also for its own.
    private static readonly int[] s_queues = [1, 2, 3];

    [Fact]
    public void What_outcomes_leave_is_what_a_plain_dictionary_holds()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        for (var run = 0; run < 20; run++)
        {
            new Traffic(new Random(seed + run)).Run();
        }
    }

    [Fact]
    public void What_is_settled_twice_or_was_never_there_changes_nothing()
    {
        var state = State(new IndexPages(device: null, long.MaxValue, IndexSizes.Default));
        var queues = new RecoveringQueues(state, state.Pages);
        queues.Add(1, Plain(32, 0));
        queues.Add(1, Plain(64, 0));
        foreach (var identity in (MessageRef[])[new(32, 0), new(32, 0), new(64, 1), new(65, 0), new(-64, 0), new(4096, 70_000)])
        {
            queues.Settle(1, identity, new OutcomeEffect(OutcomeCode.Completed, Lsn: 96, Due: 0, DeadLetterQueue: 0));
            queues.Settle(1, identity with { Index = 9 }, new OutcomeEffect(OutcomeCode.Retried, Lsn: 128, Due: 7, DeadLetterQueue: 0));
        }

        queues.End();

        Assert.Equal([new MessageRef(64, 0)], state.Queue(1).Browse(10).Select(entry => entry.Message));
        Assert.Equal(0, state.Queue(1).Delayed);
    }

    /// <summary>What nobody has taken goes into the queue as it lies: written once.</summary>
    [Fact]
    public void A_backlog_is_kept_as_the_queue_keeps_it()
    {
        const int Count = 500_000;
        var state = State(new IndexPages(device: null, long.MaxValue, IndexSizes.Default));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var queues = new RecoveringQueues(state, state.Pages);
        for (var i = 1; i <= Count; i++)
        {
            queues.Add(1, Plain(288L * i, 0));
        }

        queues.End();

        Assert.Equal(Count, state.Queue(1).Ready);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 2L * Count);
    }

    private static BrokerState State(IndexPages pages)
    {
        var state = new BrokerState(pages);
        foreach (var symbol in s_queues)
        {
            state.Introduce(symbol, $"queue {symbol}");
        }

        return state;
    }

    private static QueueEntry Plain(long lsn, int index) => new(new MessageRef(lsn, index), 0, 0, 0);

    private sealed class Traffic
    {
        private readonly Random _random;
        private readonly BrokerState _state;
        private readonly RecoveringQueues _queues;
        private readonly Dictionary<int, SortedDictionary<QueueEntry, Placement>> _model;
        private long _lsn = CheckpointLsn;

        public Traffic(Random random)
        {
            _random = random;
            var sizes = random.Next(2) == 0 ? IndexSizes.Default : new IndexSizes(random.Next(96, 300), random.Next(2, 200));
            _state = State(new IndexPages(new SimulatedDevice(), budgetBytes: random.Next(2) * 50_000, sizes));
            _queues = new RecoveringQueues(_state, _state.Pages);
            _model = s_queues.ToDictionary(static symbol => symbol, static _ => new SortedDictionary<QueueEntry, Placement>());
        }

        public void Run()
        {
            foreach (var symbol in s_queues)
            {
                Restore(symbol);
            }

            for (var step = 0; step < 5_000; step++)
            {
                var symbol = s_queues[_random.Next(s_queues.Length)];
                _lsn += 32 * _random.Next(1, 5);
                switch (_random.Next(5))
                {
                    case 0 or 1:
                        var entry = Plain(_lsn, _random.Next(3));
                        _queues.Add(symbol, entry);
                        Keep(symbol, new Placement(entry, Due: 0, Parked: false));
                        break;
                    case 2 when _random.Next(500) == 0:
                        _queues.Purge(symbol, _lsn);
                        _model[symbol].Clear();
                        break;
                    case > 1 when _model[symbol].Count > 0:
                        Settle(symbol, Some(_model[symbol]));
                        break;
                }
            }

            _queues.End();
            foreach (var symbol in s_queues)
            {
                var queue = _state.Queue(symbol);
                Assert.Equal(
                    (
                        _model[symbol].Values.Count(static left => left.Parked),
                        _model[symbol].Values.Count(static left => !left.Parked && left.Due > 0),
                        _model[symbol].Count
                    ),
                    (queue.Parked, queue.Delayed, queue.Ready + queue.Delayed + queue.Parked)
                );
                queue.Advance(long.MaxValue);
                Assert.Equal(_model[symbol].Values.Select(static left => left.Entry), queue.Browse(int.MaxValue));
                queue.Purge();
            }

            Assert.Equal((0, 0), (_state.Pages.Paged, _state.Pages.InMemory));
        }

        private void Settle(int symbol, in Placement placement)
        {
            _model[symbol].Remove(placement.Entry);
            var code = (OutcomeCode)_random.Next((int)OutcomeCode.Completed, (int)OutcomeCode.LeaseExpired + 1);
            var effect = new OutcomeEffect(code, _lsn, Due: _random.Next(1, 9), DeadLetterQueue: s_queues[^1]);
            _queues.Settle(symbol, placement.Entry.Identity, effect);
            var entry = placement.Entry;
            switch (code)
            {
                case OutcomeCode.Retried:
                    Keep(symbol, new Placement(entry with { Failed = entry.Failed + 1 }, effect.Due, Parked: false));
                    break;
                case OutcomeCode.LeaseExpired:
                    Keep(symbol, new Placement(entry with { Failed = entry.Failed + 1 }, Due: 0, Parked: false));
                    break;
                case OutcomeCode.DeadLettered:
                    var dead = new QueueEntry(entry.Message, _lsn, 0, 0);
                    Keep(s_queues[^1], new Placement(dead, Due: 0, Parked: symbol == s_queues[^1]));
                    break;
            }
        }

        private void Restore(int symbol)
        {
            var ring = new EntryRing<QueueEntry, EntryCodec>(new IndexPages(device: null, long.MaxValue, IndexSizes.Default));
            var placed = new List<Placement>();
            for (var lsn = 32L; lsn < CheckpointLsn; lsn += 32 * _random.Next(1, 3))
            {
                var entry = _random.Next(50) == 0 ? Dead(lsn) : Plain(lsn, 0);
                var isPlaced = _random.Next(10) == 0;
                var placement = new Placement(
                    isPlaced ? entry with { Failed = _random.Next(3) } : entry,
                    isPlaced ? _random.Next(3) : 0,
                    Parked: isPlaced && _random.Next(5) == 0
                );
                placement = placement.Parked ? placement with { Due = 0 } : placement;
                if (isPlaced)
                {
                    placed.Add(placement);
                }
                else
                {
                    ring.Enqueue(entry);
                }

                Keep(symbol, placement);
            }

            // They come in any order.
            foreach (var placement in placed.OrderBy(_ => _random.Next()))
            {
                _queues.Place(symbol, placement);
            }

            var runs = new List<EntryRun>();
            ring.Share(runs);
            _queues.Restore(symbol, runs.ConvertAll(run => _state.Pages.Keep(run)));
        }

        private void Keep(int symbol, in Placement placement) => _model[symbol].Add(placement.Entry, placement);

        // Mostly one of the oldest, as consumers do it.
        private Placement Some(SortedDictionary<QueueEntry, Placement> left) =>
            left.Values.ElementAt(_random.Next(Math.Min(left.Count, _random.Next(10) == 0 ? left.Count : 8)));

        private static QueueEntry Dead(long lsn) => new(new MessageRef(Math.Max(32, lsn - 320), (int)(lsn % 7)), lsn, 0, 0);
    }
}

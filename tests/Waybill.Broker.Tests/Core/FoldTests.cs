using System.Text;
using Waybill.Broker.Checkpoints;
using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Records;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Core;

/// <summary>
/// The broker's state is the fold of its records. Random traffic runs against a live state; a fresh state that folds the records it left behind must end where the
/// live one is once its leases are released.
/// </summary>
public sealed class FoldTests(ITestOutputHelper output)
{
    private const int Dead = 4;
    private static readonly int[] s_queues = [1, 2, 3];
    private static readonly string[] s_names = ["", "one", "two", "three", "dead", "Tests.Event", "producer"];

    [Fact]
    public void A_fold_of_the_records_is_the_live_state_without_its_leases()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        for (var run = 0; run < 200; run++)
        {
            Traffic.Run(new Random(seed + run), steps: 200);
        }
    }

    private sealed class Traffic
    {
        private readonly Random _random;
        private readonly BrokerState _live = new();
        private readonly List<(byte Type, long Lsn, byte[] Payload)> _records = [];
        private long _lsn = 32;
        private (long Lsn, StateSnapshot State)? _checkpoint;
        private long _sequence;
        private long _now = 1_000_000;

        private Traffic(Random random)
        {
            _random = random;
            _live.EndRecovery();
            for (var symbol = 1; symbol < s_names.Length; symbol++)
            {
                Write(RecordType.Symbol, SymbolRecord.Encode(symbol, s_names[symbol]));
            }
        }

        public static void Run(Random random, int steps)
        {
            var traffic = new Traffic(random);
            for (var step = 0; step < steps; step++)
            {
                traffic.Step();
            }

            traffic.CompareWithFold();
        }

        private void Step()
        {
            _now += _random.Next(100);
            foreach (var queue in _live.Queues)
            {
                queue.Advance(_now);
            }

            if (_random.Next(60) == 0)
            {
                _checkpoint = (_lsn, _live.Share());
            }

            switch (_random.Next(4))
            {
                case 0:
                    Publish();
                    break;
                case 1:
                    _live.Lease(_live.Queue(_random.Next(1, Dead + 1)), this, _now + 500);
                    break;
                default:
                    Settle();
                    break;
            }
        }

        private void Publish()
        {
            var destinations = s_queues.Where(_ => _random.Next(2) == 0).DefaultIfEmpty(1).ToArray();
            var buffer = new byte[512];
            var writer = new RecordWriter(buffer);
            writer.WriteByte(RecordType.Version);
            var batch = _random.Next(3) == 0 ? _random.Next(2, 4) : 1;
            if (batch > 1)
            {
                writer.WriteVarint(batch);
            }

            for (var i = 0; i < batch; i++)
            {
                WriteMessage(ref writer, destinations);
            }

            Write(batch > 1 ? RecordType.Batch : RecordType.Publish, buffer[..writer.Length]);
        }

        private void WriteMessage(ref RecordWriter writer, int[] destinations)
        {
            var message = new OutgoingMessage
            {
                Target = default,
                Type = new MessageDescriptor { Name = "Tests.Event" },
                Id = Guid.NewGuid(),
                TimestampMilliseconds = _now,
                Durability = Durability.Flushed,
                RoutingKey = Encoding.UTF8.GetBytes("key"),
                Body = default,
                Sequence = _sequence++,
            };
            MessageCodec.WriteHead(ref writer, message, type: 5, [.. destinations], producer: _random.Next(2) == 0 ? 6 : 0);
        }

        private void Settle()
        {
            var leases = (from queue in _live.Queues from lease in queue.Leases select (queue, lease)).ToList();
            if (leases.Count == 0)
            {
                return;
            }

            var (from, settled) = leases[_random.Next(leases.Count)];
            if (_random.Next(5) == 0)
            {
                _live.Release(from, settled);
                return;
            }

            if (_random.Next(4) == 0)
            {
                CompleteTogether(from);
                return;
            }

            settled.IsSettling = true;
            var code = (OutcomeCode)_random.Next((int)OutcomeCode.Completed, (int)OutcomeCode.LeaseExpired + 1);
            var publishes = code == OutcomeCode.Completed ? _random.Next(3) : 0;
            var buffer = new byte[1024];
            var writer = new RecordWriter(buffer);
            OutcomeCodec.WriteHead(
                ref writer,
                new OutcomeView
                {
                    Code = code,
                    Queue = from.Symbol,
                    Message = settled.Entry.Identity,
                    Due = _now + _random.Next(1, 5_000),
                    DeadLetterQueue = Dead,
                    Deaths = default,
                    InboxKey = code == OutcomeCode.Completed && _random.Next(2) == 0 ? new InboxKey(1, (ulong)_random.Next(50)) : null,
                    InboxExpiry = _now + 1_000_000,
                    PublishCount = publishes,
                    Publishes = default,
                }
            );
            for (var i = 0; i < publishes; i++)
            {
                WriteMessage(ref writer, [_random.Next(1, 4)]);
            }

            Write(RecordType.Outcome, buffer[..writer.Length]);
        }

        private void CompleteTogether(QueueState queue)
        {
            var buffer = new byte[4096];
            var writer = new RecordWriter(buffer);
            CompletionsCodec.WriteHead(ref writer, queue.Symbol);
            MessageRef before = default;
            foreach (var lease in queue.Leases.Where(lease => !lease.IsSettling).OrderBy(_ => _random.Next()).Take(3).ToList())
            {
                lease.IsSettling = true;
                writer.WriteEntry(new QueueEntry(lease.Entry.Identity, 0, 0, 0), ref before);
            }

            Write(RecordType.Completions, buffer[..writer.Length]);
        }

        private void Write(byte type, byte[] payload)
        {
            _records.Add((type, _lsn, payload));
            _live.Apply(type, _lsn, payload);
            _lsn += 32;
        }

        private void CompareWithFold()
        {
            var folded = Fold(from: null);
            // The state has gone on since it was shared: what is written now must be what it was then.
            var summedUp = Fold(_checkpoint);
            foreach (var queue in _live.Queues)
            {
                foreach (var lease in queue.Leases.ToList())
                {
                    _live.Release(queue, lease);
                }
            }

            foreach (var state in (BrokerState[])[_live, folded, summedUp])
            {
                foreach (var queue in state.Queues)
                {
                    queue.Advance(_now);
                }
            }

            Assert.Equal(Describe(_live), Describe(folded));
            Assert.Equal(Describe(_live), Describe(summedUp));
        }

        private BrokerState Fold((long Lsn, StateSnapshot State)? from)
        {
            // However little of it may be in memory.
            var sizes = new IndexSizes(_random.Next(96, 300), LooseEntries: _random.Next(2, 20));
            var folded = new BrokerState(new IndexPages(new SimulatedDevice(), budgetBytes: _random.Next(2) * 1_000, sizes));
            if (from is { } checkpoint)
            {
                byte[] content = [.. CheckpointContent.Write(checkpoint.State).SelectMany(static part => part.ToArray())];
                CheckpointContent.Read(new MemoryStream(content), checkpoint.Lsn, folded);
            }

            foreach (var (type, lsn, payload) in _records.Where(record => record.Lsn >= (from?.Lsn ?? 0)))
            {
                folded.Apply(type, lsn, payload);
            }

            folded.EndRecovery();
            return folded;
        }

        private static string Describe(BrokerState state)
        {
            var text = new StringBuilder();
            foreach (var symbol in Enumerable.Range(1, Dead))
            {
                var queue = state.Queue(symbol);
                var counters = queue.Counters;
                text.AppendLine($"{queue.Name} is {(state.Symbols.TryFind(queue.Name, out var found) ? found : 0)}");
                text.AppendLine(
                    $"{queue.Name}: {queue.Ready} ready, {queue.Delayed} delayed until {queue.NextDue}, {queue.InFlight} in flight"
                );
                text.AppendLine(
                    $"  {counters.Completed} {counters.DuplicatesSuppressed} {counters.Retried} {counters.DeadLettered} {counters.Discarded}"
                );
                foreach (var entry in queue.Browse(int.MaxValue))
                {
                    text.AppendLine($"  {entry.Message} death {entry.DeathLsn} failed {entry.Failed}");
                }
            }

            return text.AppendLine($"{state.Inbox.ClaimedCount} keys, producer at {state.Producer(6)}").ToString();
        }
    }
}

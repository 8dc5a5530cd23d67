using Waybill.Broker.Checkpoints;
using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Core.Recovery;
using Waybill.Broker.Records;
using Waybill.Broker.Tests.Core;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Records;

/// <summary>Pins the bytes of docs/format/checkpoint.md, and reads what is no checkpoint.</summary>
public sealed class CheckpointContentTests(ITestOutputHelper output)
{
    private const long Lsn = 1 << 20;
    private static readonly string s_golden = Path.Combine(AppContext.BaseDirectory, "Records", "Golden", "checkpoint-content-v1.hex");

    [Fact]
    public async Task The_bytes_are_those_of_version_1()
    {
        var golden = await File.ReadAllTextAsync(s_golden, TestContext.Current.CancellationToken);

        Assert.Equal(golden.Trim(), Convert.ToHexStringLower(Content()));
    }

    [Fact]
    public async Task A_content_of_version_1_can_be_read()
    {
        var golden = await File.ReadAllTextAsync(s_golden, TestContext.Current.CancellationToken);
        var state = new BrokerState();
        CheckpointContent.Read(new MemoryStream(Convert.FromHexString(golden.Trim())), Lsn, state);
        state.EndRecovery();

        Assert.Equal(new ProducerState(41, 4160), state.Producer(3));
        Assert.Equal(1, state.Inbox.ClaimedCount);
        var queue = state.Queue(1);
        Assert.Equal([7, 6, 5, 4, 3], queue.Counters.Totals);
        Assert.Equal((5, 1, 1), (queue.Ready, queue.Delayed, queue.Parked));
        Assert.Equal(1_700_000_000_000, queue.NextDue);
        Assert.Equal(
            [(4160L, 0, 0L, 2), (4672L, 0, 0L, 0), (4672L, 1, 0L, 0), (8192L, 3, 0L, 0), (9216L, 0, 0L, 0), (4704L, 2, 16384L, 0)],
            queue.Browse(10).Select(entry => (entry.Message.Lsn, entry.Message.Index, entry.DeathLsn, entry.Failed))
        );
    }

    [Fact]
    public void Messages_in_memory_are_left_out()
    {
        var inMemory = new QueueEntry(new MessageRef(long.MinValue + 5, 0), 0, 0, 0);
        var placed = new[] { new Placement(inMemory, Due: 7, Parked: false), new Placement(Plain(10240, 0), Due: 0, Parked: false) };
        var snapshot = new StateSnapshot(
            [new(1, "queue")],
            [],
            [],
            [
                new QueueSnapshot(
                    1,
                    new QueueCounters(),
                    [EntryCodecTests.Write([inMemory]), EntryCodecTests.Write([Plain(4672, 0), inMemory, Plain(9216, 0)])],
                    new PlacedSnapshot([new Placement(inMemory, Due: 0, Parked: true)], [PlacedEntriesModelTests.Write(placed)])
                ),
            ]
        );
        var state = new BrokerState();
        CheckpointContent.Read(new MemoryStream(Bytes(snapshot)), Lsn, state);
        state.EndRecovery();

        Assert.Equal([4672L, 9216L, 10240L], state.Queue(1).Browse(10).Select(entry => entry.Message.Lsn));
    }

    /// <summary>To read each of millions of entries takes longer than to write them down; nobody looks into these, and so nobody notices that they are none.</summary>
    [Fact]
    public void Runs_are_written_as_they_lie()
    {
        var (waiting, placed) = (new byte[] { 3, 3, 3 }, new byte[] { 5, 5 });
        var queue = new QueueSnapshot(
            1,
            new QueueCounters(),
            [new EntryRun(waiting, 3, default)],
            new PlacedSnapshot([], [new EntryRun(placed, 2, default)])
        );

        var written = CheckpointContent.Write(new StateSnapshot([new(1, "queue")], [], [], [queue])).ToList();

        Assert.Contains(written, part => part.Equals(new ReadOnlyMemory<byte>(waiting)));
        Assert.Contains(written, part => part.Equals(new ReadOnlyMemory<byte>(placed)));
    }

    /// <summary>How often one was leased counts since the broker opened: it is in the bytes of a run, and nobody goes by it.</summary>
    [Fact]
    public void How_often_one_was_leased_before_is_not_counted_on()
    {
        var placed = new Placement(new QueueEntry(new MessageRef(4672, 0), 0, Failed: 2, Acquired: 3), Due: 0, Parked: false);
        var snapshot = new PlacedSnapshot(
            [placed],
            [PlacedEntriesModelTests.Write([placed with { Entry = placed.Entry with { Message = new(8192, 0) } }])]
        );
        var state = new BrokerState();
        CheckpointContent.Read(
            new MemoryStream(
                Bytes(new StateSnapshot([new(1, "queue")], [], [], [new QueueSnapshot(1, new QueueCounters(), [], snapshot)]))
            ),
            Lsn,
            state
        );
        state.EndRecovery();

        Assert.Equal(
            [(4672L, 2, 0), (8192L, 2, 0)],
            state.Queue(1).Browse(10).Select(entry => (entry.Message.Lsn, entry.Failed, entry.Acquired))
        );
    }

    [Fact]
    public void Content_longer_than_what_is_held_of_it_is_read_across_every_edge()
    {
        // Texts of many lengths, one of them longer than a window, and runs that begin and end wherever they come to.
        var texts = Enumerable
            .Range(1, 300)
            .Select(static i => new KeyValuePair<int, string>(i, new string('x', i == 150 ? 200_000 : i * 7)));
        var entries = Enumerable.Range(1, 30_000).Select(static i => Plain(32L * i, 0)).ToArray();
        var waiting = entries.Chunk(700).Select(static chunk => EntryCodecTests.Write(chunk)).ToList();
        var placed = Enumerable.Range(40_000, 20_000).Select(static i => new Placement(Plain(32L * i, 0), Due: i, Parked: false)).ToList();
        var snapshot = new StateSnapshot(
            [.. texts],
            [],
            [],
            [new QueueSnapshot(1, new QueueCounters(), waiting, new PlacedSnapshot(placed, []))]
        );
        var state = new BrokerState();

        CheckpointContent.Read(new MemoryStream(Bytes(snapshot)), 32 * 100_000, state);
        state.EndRecovery();

        Assert.Equal(200_000, state.Symbols.TextOf(150).Length);
        Assert.Equal(entries, state.Queue(1).Browse(int.MaxValue));
        Assert.Equal((placed.Count, 40_000L), (state.Queue(1).Delayed, state.Queue(1).NextDue));
    }

    [Fact]
    public void What_is_no_content_is_refused_with_a_reason()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var content = Content();
        for (var length = 0; length < content.Length; length++)
        {
            Assert.Throws<RecordFormatException>(() =>
                CheckpointContent.Read(new MemoryStream(content, 0, length), Lsn, new BrokerState())
            );
        }

        foreach (
            var wrong in (byte[][])
                [
                    [.. content, 0],
                    Bytes(new StateSnapshot([new(1, "queue")], [], [], [Empty(), Empty()])),
                ]
        )
        {
            Assert.Throws<RecordFormatException>(() => CheckpointContent.Read(new MemoryStream(wrong), Lsn, new BrokerState()));
        }

        var refused = 0;
        for (var run = 0; run < 20_000; run++)
        {
            byte[] mutant = [.. content];
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                mutant[random.Next(mutant.Length)] = (byte)random.Next(256);
            }

            try
            {
                var state = new BrokerState();
                CheckpointContent.Read(new MemoryStream(mutant), Lsn, state);
                state.EndRecovery();
            }
            catch (RecordFormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1_000, 19_999);
    }

    private static QueueSnapshot Empty() => new(1, new QueueCounters(), [], new PlacedSnapshot([], []));

    private static byte[] Content()
    {
        var counters = new QueueCounters();
        counters.Restore([7, 6, 5, 4, 3]);
        return Bytes(
            new StateSnapshot(
                [new(1, "orders"), new(2, "orders.dead"), new(3, "importer")],
                [new("importer", new ProducerState(41, 4160))],
                [new(new InboxKey(0x1122334455667788, 0x99), 1_700_000_000_000)],
                [
                    new QueueSnapshot(
                        1,
                        counters,
                        [EntryCodecTests.Write([Plain(4672, 0), Plain(4672, 1), Plain(8192, 3), Plain(9216, 0)])],
                        new PlacedSnapshot(
                            [
                                new Placement(new QueueEntry(new MessageRef(4160, 0), 0, 2, 0), Due: 0, Parked: false),
                                new Placement(new QueueEntry(new MessageRef(5120, 0), 0, 1, 0), Due: 1_700_000_000_000, Parked: false),
                                new Placement(new QueueEntry(new MessageRef(4704, 2), 16384, 0, 0), Due: 0, Parked: true),
                            ],
                            []
                        )
                    ),
                    new QueueSnapshot(2, new QueueCounters(), [], new PlacedSnapshot([], [])),
                ]
            )
        );
    }

    private static byte[] Bytes(StateSnapshot state) => [.. CheckpointContent.Write(state).SelectMany(static part => part.ToArray())];

    private static QueueEntry Plain(long lsn, int index) => new(new MessageRef(lsn, index), 0, 0, 0);
}

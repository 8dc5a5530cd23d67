using Waybill.Broker.Checkpoints;
using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Core.Recovery;

namespace Waybill.Broker.Tests.Core;

/// <summary>Which records are needed, against a plain list of what the entries point to.</summary>
public sealed class LiveRecordsTests(ITestOutputHelper output)
{
    private const int SegmentBytes = 4096;
    private const int Segments = 40;

    [Fact]
    public void Everything_that_an_entry_points_to_is_found_in_its_segment_and_nothing_else()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        for (var run = 0; run < 50; run++)
        {
            Run(new Random(seed + run));
        }
    }

    private static void Run(Random random)
    {
        var expected = new HashSet<long>();
        var queues = new List<QueueSnapshot>();
        for (var symbol = 1; symbol <= 3; symbol++)
        {
            var waiting = Enumerable
                .Range(0, random.Next(4))
                .Select(_ => EntryCodecTests.Write(Entries(random, random.Next(1, 60), expected)));
            var runs = Enumerable
                .Range(0, random.Next(4))
                .Select(_ => PlacedEntriesModelTests.Write(Placed(random, random.Next(1, 60), expected)));
            var placed = new PlacedSnapshot(Placed(random, random.Next(5), expected), runs.ToList());
            queues.Add(new QueueSnapshot(symbol, new QueueCounters(), waiting.ToList(), placed));
        }

        var live = new LiveRecords(new StateSnapshot([], [], [], queues), SegmentBytes);

        for (var baseLsn = 0L; baseLsn < (Segments + 3) * SegmentBytes; baseLsn += SegmentBytes)
        {
            var inSegment = expected.Where(lsn => lsn >= baseLsn && lsn < baseLsn + SegmentBytes).ToHashSet();
            Assert.Equal(inSegment.Order(), live.In(baseLsn).Distinct().Order());
            Assert.True(live.CountIn(baseLsn) >= inSegment.Count);
            Assert.Equal(inSegment.Count == 0, live.CountIn(baseLsn) == 0);
        }
    }

    private static List<Placement> Placed(Random random, int count, HashSet<long> expected) =>
        Entries(random, count, expected).ConvertAll(entry => new Placement(entry, Due: random.Next(3), Parked: random.Next(2) == 0));

    private static List<QueueEntry> Entries(Random random, int count, HashSet<long> expected)
    {
        var entries = new List<QueueEntry>();
        for (var i = 0; i < count; i++)
        {
            var lsn = 32L * random.Next(1, Segments * SegmentBytes / 32);
            // A message dies after it came.
            var death = random.Next(4) == 0 ? lsn + (32L * random.Next(1, 200)) : 0;
            var inMemory = random.Next(10) == 0;
            entries.Add(new QueueEntry(new MessageRef(inMemory ? -lsn : lsn, random.Next(3)), inMemory ? 0 : death, 0, 0));
            if (!inMemory)
            {
                expected.Add(lsn);
                expected.UnionWith(death == 0 ? [] : [death]);
            }
        }

        return entries;
    }
}

using Waybill.Broker.Checkpoints;
using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Core.Recovery;
using Waybill.Broker.Records;
using Waybill.Storage.Devices;

namespace Waybill.Broker.Tests.Memory;

/// <summary>A folder that opens takes the memory that its indexes may take, whatever happened to the messages that wait in it.</summary>
[Collection(RetainedMemory.Name)]
public sealed class OpeningTests(ITestOutputHelper output) : IDisposable
{
    private const int Count = 500_000;

    // The heap's own entries are some hundred bytes each.
    private const int BytesEach = 8;

    private readonly string _folder = Directory.CreateTempSubdirectory("waybill-").FullName;

    [Fact]
    public void What_was_tried_and_lies_in_a_checkpoint()
    {
        var content = Checkpoint();
        using var pages = Pages();
        var state = new BrokerState(pages);

        var bytes = RetainedMemory.Of(() =>
        {
            CheckpointContent.Read(content, 32L * Count * 2, state);
            return state;
        });

        Require(bytes);
        state.EndRecovery();
        Assert.Equal((Count, 1L), (state.Queue(1).Delayed, state.Queue(1).NextDue));
    }

    [Fact]
    public void What_was_tried_since_a_checkpoint()
    {
        using var pages = Pages();
        var state = new BrokerState(pages);
        state.Introduce(1, "queue");

        var bytes = RetainedMemory.Of(() =>
        {
            var buffer = new byte[128];
            for (var i = 1; i <= Count; i++)
            {
                state.Restore(1, new MessageRef(32L * i, 0));
                var writer = new RecordWriter(buffer);
                OutcomeCodec.WriteHead(ref writer, Retried(i));
                state.Apply(RecordType.Outcome, 32L * (Count + i), buffer.AsSpan(0, writer.Length));
            }

            return state;
        });

        Require(bytes);
        state.EndRecovery();
        Assert.Equal((Count, Count), (state.Queue(1).Delayed, state.Queue(1).Counters.Retried));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IndexPages Pages() => new(new DirectoryDevice(_folder), budgetBytes: 0, IndexSizes.Default);

    private void Require(long bytes)
    {
        output.WriteLine($"{(double)bytes / Count:F1} bytes each");
        Assert.InRange(bytes, long.MinValue, BytesEach * Count);
    }

    private static MemoryStream Checkpoint()
    {
        var placed = Enumerable
            .Range(1, Count)
            .Select(static i => new Placement(new QueueEntry(new MessageRef(32L * i, 0), 0, 1, 0), Due: i, Parked: false));
        var queue = new QueueSnapshot(1, new QueueCounters(), [], new PlacedSnapshot([.. placed], []));
        var content = new MemoryStream();
        foreach (var part in CheckpointContent.Write(new StateSnapshot([new(1, "queue")], [], [], [queue])))
        {
            content.Write(part.Span);
        }

        content.Position = 0;
        return content;
    }

    private static OutcomeView Retried(int number) =>
        new()
        {
            Code = OutcomeCode.Retried,
            Queue = 1,
            Message = new MessageRef(32L * number, 0),
            Due = 7,
            DeadLetterQueue = 0,
            Deaths = default,
            InboxKey = null,
            InboxExpiry = 0,
            PublishCount = 0,
            Publishes = default,
        };
}

using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Broker.InFlight;
using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;
using Waybill.Tests;
using Waybill.Transports;

namespace Waybill.Broker.Tests.InFlight;

/// <summary>Marks come and go on many threads at once, and outlive the process that made them.</summary>
public sealed class InFlightMarksTests : TempDataDirectory
{
    private static readonly QueueState s_queue = new(3, "q", new IndexPages(device: null, long.MaxValue, IndexSizes.Default));

    [Fact]
    public void What_is_marked_is_in_the_file_of_a_real_folder_until_it_is_unmarked()
    {
        var device = new DirectoryDevice(Folder);
        using var marks = Open(device);
        marks.Mark(s_queue, Delivery(1));
        marks.Mark(s_queue, Delivery(2));
        marks.Unmark(Delivery(1).Token);

        // What another process would see: nothing was written or synced.
        using var seen = InFlightFile.Open(device, out var damage);
        Assert.Null(damage);
        Assert.Equal(Delivery(2).MessageId, Assert.Single(seen.ReadLeft()).MessageId);
    }

    [Fact]
    public void More_than_there_are_slots_are_handled_without_a_mark()
    {
        var device = new SimulatedDevice();
        using var marks = Open(device);
        for (var epoch = 1; epoch <= InFlightFile.Marks + 100; epoch++)
        {
            marks.Mark(s_queue, Delivery(epoch));
        }

        Assert.Equal(InFlightFile.Marks, Left(device).Count);
        for (var epoch = InFlightFile.Marks + 100; epoch > 0; epoch--)
        {
            marks.Unmark(Delivery(epoch).Token);
        }

        Assert.Empty(Left(device));
        marks.Mark(s_queue, Delivery(5000));
        Assert.Single(Left(device));
    }

    [Fact]
    public void One_that_is_handled_for_long_keeps_its_slot_and_the_next_ones_find_another()
    {
        var device = new SimulatedDevice();
        using var marks = Open(device);
        marks.Mark(s_queue, Delivery(1));
        marks.Mark(s_queue, Delivery(1 + InFlightFile.Marks));
        marks.Unmark(Delivery(1 + InFlightFile.Marks).Token);
        Assert.Equal(Delivery(1).MessageId, Assert.Single(Left(device)).MessageId);
    }

    [Fact]
    public void What_has_no_lease_or_no_place_in_the_journal_is_not_marked()
    {
        var device = new SimulatedDevice();
        using var marks = Open(device);
        marks.Mark(s_queue, Delivery(1, position: -5));
        marks.Mark(s_queue, Delivery(0));
        marks.Unmark(default);
        Assert.Empty(Left(device));
    }

    [Fact]
    public void Marking_makes_no_garbage()
    {
        using var marks = Open(new DirectoryDevice(Folder));
        var delivery = Delivery(1);
        Assert.Equal(0, Allocation.Least(() => MarkAndUnmark(marks, delivery)));
    }

    [Fact]
    public async Task Many_threads_and_an_end_in_the_middle_leave_nothing_behind()
    {
        var device = new DirectoryDevice(Folder);
        var epoch = 0L;
        for (var round = 0; round < 20; round++)
        {
            var marks = Open(device);
            using var stop = new CancellationTokenSource();
            var workers = Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        while (!stop.IsCancellationRequested)
                        {
                            MarkAndUnmark(marks, Delivery(Interlocked.Increment(ref epoch)));
                        }
                    })
                )
                .ToArray();
            var begun = Interlocked.Read(ref epoch);
            SpinWait.SpinUntil(() => Interlocked.Read(ref epoch) > begun + 1000);
            marks.Dispose();
            // The memory is gone, and nobody touches it any more.
            await stop.CancelAsync();
            await Task.WhenAll(workers);
            using var seen = InFlightFile.Open(device, out _);
            Assert.Empty(seen.ReadLeft());
        }
    }

    [Fact]
    public void Without_a_file_nothing_is_marked_and_nothing_fails()
    {
        using var marks = new InFlightMarks(null);
        MarkAndUnmark(marks, Delivery(1));
        marks.SetAlone(s_queue, new DeliveryToken(4160, 0, 1));
        marks.EndAlone();
        marks.Forget(0);
    }

    private static void MarkAndUnmark(InFlightMarks marks, Delivery delivery)
    {
        marks.Mark(s_queue, delivery);
        marks.Unmark(delivery.Token);
    }

    private static InFlightMarks Open(IStorageDevice device)
    {
        var file = InFlightFile.Open(device, out var damage);
        Assert.Null(damage);
        return new InFlightMarks(file);
    }

    private static IReadOnlyCollection<InFlightMark> Left(IStorageDevice device)
    {
        using var file = InFlightFile.Open(device, out _);
        return file.ReadLeft();
    }

    private static Delivery Delivery(long epoch, long position = 4160) =>
        new()
        {
            Token = new DeliveryToken(position, 0, epoch),
            MessageId = new Guid((int)epoch, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]),
            MessageType = "test.order",
            Schema = 0,
            RoutingKey = "",
            Body = default,
            PublishedAt = DateTimeOffset.UnixEpoch,
            Failed = 0,
            Acquired = 1,
            Durability = Durability.Flushed,
            Headers = new Dictionary<string, string>(),
        };
}

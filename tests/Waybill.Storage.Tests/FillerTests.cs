using Waybill.Storage.Commit;
using Waybill.Storage.Devices;
using Waybill.Storage.Segments;
using Waybill.Storage.Tests.Support;
using Waybill.Storage.Threads;

namespace Waybill.Storage.Tests;

/// <summary>Segments are filled with zeros while the journal serves, ahead of the writer and never behind it.</summary>
public sealed class FillerTests : TempDataDirectory
{
    private const int RecordBytes = 1000;
    private const int Piece = 4096;
    private static readonly JournalOptions _options = TestJournal.FilledLater;

    private string SegmentFile => Path.Combine(Folder, "0000000000000000.segment");

    [Fact]
    public async Task The_writer_waits_for_a_piece_that_is_being_filled_where_it_writes()
    {
        await TestJournal.RecoverAsync(new DirectoryDevice(Folder));
        var device = new FillerDevice(new DirectoryDevice(Folder));
        using var set = new SegmentSet(device.Name);
        set.Open(device, writable: true);
        var filler = Filling(device, set.All[0], _options.Fill);
        Eventually(() => device.IsHeld);

        filler.BeginWrite(Piece);
        var writer = new Thread(() => filler.BeginWrite(Piece + 1));
        writer.Start();
        Eventually(() => !writer.IsAlive || writer.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
        Assert.True(writer.IsAlive);
        device.Filling.SetResult();
        Assert.True(writer.Join(TimeSpan.FromSeconds(30)));
        await filler.StopAsync();
        Assert.Equal(Piece, device.Writes[0].From);
    }

    [Fact]
    public async Task It_waits_for_nothing_else_and_the_filler_goes_on_ahead_of_it()
    {
        var device = new FillerDevice(new DirectoryDevice(Folder)) { HoldFrom = null };
        var (journal, _) = await TestJournal.OpenAsync(device, _options);
        for (var i = 0; i < 30; i++)
        {
            await journal.CommitAsync(new byte[RecordBytes]);
        }
        var end = journal.WrittenEnd;
        Assert.DoesNotContain(device.Writes, write => write.Fills);
        device.Filling.SetResult();
        Eventually(() => device.Writes.Any(write => write.Fills && write.To == _options.SegmentBytes));
        await journal.CommitAsync(new byte[RecordBytes]);
        await journal.DisposeAsync();

        Assert.InRange(device.Writes.First(write => write.Fills).From, end, end + _options.Fill.PieceBytes);
        AssertNoZerosAfterRecords(device);
        Assert.Equal(31, (await TestJournal.RecoverAsync(new DirectoryDevice(Folder))).Recovered.Count);
    }

    [Fact]
    public async Task Every_segment_is_filled_to_its_end()
    {
        var device = new FillerDevice(new DirectoryDevice(Folder)) { HoldFrom = long.MaxValue };
        var (journal, _) = await TestJournal.OpenAsync(device, _options);
        for (var segment = 0; segment < 3; segment++)
        {
            var name = $"{segment * _options.SegmentBytes:x16}.segment";
            while (journal.WrittenEnd < (segment * _options.SegmentBytes) + (_options.SegmentBytes / 4))
            {
                await journal.CommitAsync(new byte[RecordBytes]);
            }
            Eventually(() => device.Writes.Any(write => write.Fills && write.Name == name && write.To == _options.SegmentBytes));
        }
        await journal.DisposeAsync();
        AssertNoZerosAfterRecords(device);
        Assert.All(Directory.GetFiles(Folder, "*.segment"), file => Assert.Equal(_options.SegmentBytes, new FileInfo(file).Length));
    }

    [Fact]
    public async Task Nothing_is_filled_while_the_writer_is_faster()
    {
        await TestJournal.RecoverAsync(new DirectoryDevice(Folder));
        var device = new FillerDevice(new DirectoryDevice(Folder)) { HoldFrom = long.MaxValue };
        using var set = new SegmentSet(device.Name);
        set.Open(device, writable: true);
        var segment = set.All[0];
        var at = segment.FirstBatchLsn;
        var pauses = 0;
        var filledMeanwhile = false;
        SegmentFiller? filler = null;
        var pace = new FillPace(
            Piece,
            _ =>
            {
                if (++pauses <= 5)
                {
                    at += Piece + 512;
                    filler!.BeginWrite(at);
                    filledMeanwhile |= device.Writes.Any(write => write.Fills);
                }
            }
        );
        filler = Filling(device, segment, pace, created => filler = created);
        Eventually(() => device.Writes.Any(write => write.To == segment.Header.SegmentBytes));
        await filler.StopAsync();

        Assert.False(filledMeanwhile);
        Assert.InRange(device.Writes[0].From, at, at + Piece);
    }

    [Fact]
    public async Task A_failure_to_fill_costs_the_journal_nothing()
    {
        var device = new FillerDevice(new DirectoryDevice(Folder));
        var (journal, client) = await TestJournal.OpenAsync(device, _options);
        device.Filling.SetException(new IOException("no space left"));
        for (var i = 0; i < 200; i++)
        {
            await journal.CommitAsync(new byte[RecordBytes]);
        }
        await journal.DisposeAsync();

        Assert.Equal(0, client.Faults);
        Assert.DoesNotContain(device.Writes, write => write.Fills);
        Assert.Equal(_options.SegmentBytes, new FileInfo(SegmentFile).Length);
        Assert.Equal(200, (await TestJournal.RecoverAsync(new DirectoryDevice(Folder))).Recovered.Count);
    }

    [Fact]
    public async Task A_segment_with_a_hole_is_as_good_as_a_filled_one_at_the_next_open()
    {
        var device = new FillerDevice(new DirectoryDevice(Folder));
        var (journal, _) = await TestJournal.OpenAsync(device, _options);
        await journal.CommitAsync(new byte[RecordBytes]);
        device.Filling.SetException(new IOException("the process ends here"));
        await journal.DisposeAsync();
        Assert.Equal(_options.SegmentBytes, new FileInfo(SegmentFile).Length);

        var (again, client) = await TestJournal.OpenAsync(new DirectoryDevice(Folder), _options);
        Assert.Single(client.Recovered);
        for (var i = 0; i < 40; i++)
        {
            await again.CommitAsync(new byte[RecordBytes]);
        }
        await again.DisposeAsync();

        Assert.Equal(41, (await TestJournal.RecoverAsync(new DirectoryDevice(Folder))).Recovered.Count);
    }

    [Fact]
    public async Task Closing_gives_up_the_rest()
    {
        var device = new FillerDevice(new DirectoryDevice(Folder));
        var (journal, client) = await TestJournal.OpenAsync(device, _options);
        Eventually(() => device.IsHeld);
        // However they fall into batches, these are accepted while the first that needs the piece waits, and do not fit before it.
        for (var i = 0; i < 6; i++)
        {
            await journal.AppendAsync(new byte[RecordBytes]);
        }
        var closing = journal.DisposeAsync();
        device.Filling.SetResult();
        await closing;

        Assert.Single(device.Writes, write => write.Fills);
        Assert.Equal((6, 0), (client.Committed.Count, client.Faults));
        Assert.Equal(6, (await TestJournal.RecoverAsync(new DirectoryDevice(Folder))).Recovered.Count);
    }

    [Fact]
    public async Task No_filler_is_at_work_any_more_when_a_failed_open_unlocks_the_folder()
    {
        using var filling = new ManualResetEventSlim();
        Thread? opener = null;
        var device = new FillerDevice(new DirectoryDevice(Folder)) { Held = filling.Set };
        var options = TestJournal.FilledLaterOn(
            new LoopRefusingThreads(() =>
            {
                Assert.True(filling.Wait(TimeSpan.FromSeconds(30)), "Nothing is filled.");
                Volatile.Write(ref opener, Thread.CurrentThread);
                throw new InvalidOperationException("mine");
            })
        );
        // On a thread of its own: a short journal is recovered on the caller's.
        var opening = Task.Run(() => Journal.OpenAsync(device, new RecordingClient(), options, TestContext.Current.CancellationToken));
        // Held until the folder is unlocked, which must not happen before, or until the opener waits for the filler.
        Eventually(() =>
            device.FillersAtUnlock is not null
            || Volatile.Read(ref opener) is { ThreadState: var state } && (state & ThreadState.WaitSleepJoin) != 0
        );
        device.Filling.SetResult();

        Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidOperationException>(() => opening)).Message);
        Assert.Equal(0, device.FillersAtUnlock);
        Assert.Empty((await TestJournal.RecoverAsync(new DirectoryDevice(Folder))).Recovered);
    }

    // At work on a segment of which the first piece is filled.
    private static SegmentFiller Filling(FillerDevice device, Segment segment, FillPace pace, Action<SegmentFiller>? created = null)
    {
        var filler = new SegmentFiller(device, pace);
        created?.Invoke(filler);
        filler.Add(new Segment(segment.Header, segment.Seed, device.Name, segment.File) { FilledBytes = Piece });
        OwnThreads.Instance.Start(filler);
        return filler;
    }

    private static void Eventually(Func<bool> happens) =>
        Assert.True(SpinWait.SpinUntil(happens, TimeSpan.FromSeconds(30)), "It never happens.");

    private static bool IsRecords(FillerWrite write) => !write.Fills && write.From >= JournalFormat.SegmentHeaderBytes;

    private static void AssertNoZerosAfterRecords(FillerDevice device)
    {
        foreach (var file in device.Writes.GroupBy(write => write.Name))
        {
            var end = 0L;
            foreach (var write in file)
            {
                if (write.Fills)
                {
                    Assert.True(write.From >= end, $"{write} comes after records up to {end}.");
                }
                else if (IsRecords(write))
                {
                    end = write.To;
                }
            }
        }
    }

    /// <summary>Starts every thread but the writer's.</summary>
    private sealed class LoopRefusingThreads(Action refuse) : IThreads
    {
        public TaskScheduler Scheduler => TaskScheduler.Default;

        public void Queue(IThreadPoolWorkItem work) => OwnThreads.Instance.Queue(work);

        public void Start(IThreadBody body)
        {
            if (body is CommitLoop)
            {
                refuse();
            }
            OwnThreads.Instance.Start(body);
        }
    }
}

using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

/// <summary>A new journal serves before its segment is whole.</summary>
public sealed class FillerTests : TempDataDirectory
{
    private const int RecordBytes = 1000;

    // What the filler writes at once.
    private const int PieceBytes = 256 * 1024;
    private static readonly JournalOptions _options = TestJournal.FilledLater;

    private string Segment => Path.Combine(Folder, "0000000000000000.segment");

    [Fact]
    public async Task Records_are_committed_while_the_rest_waits_and_none_is_written_where_zeros_are_still_to_come()
    {
        var device = new FillerDevice(new DirectoryDevice(Folder));
        var (journal, _) = await TestJournal.OpenAsync(device, _options);
        await journal.CommitAsync(new byte[RecordBytes]);
        var served = _options.AheadBytes;
        Assert.Equal(_options.SegmentBytes, new FileInfo(Segment).Length);

        var more = Enumerable.Range(0, 40).Select(_ => journal.CommitAsync(new byte[RecordBytes])).ToArray();
        device.Filling.SetResult();
        await Task.WhenAll(more);
        await journal.DisposeAsync();

        var filled = device.Writes.Select((write, at) => (write, at)).Single(entry => entry.write.Fills);
        Assert.Equal((served, _options.SegmentBytes), (filled.write.From, filled.write.To));
        var ahead = device.Writes.Take(filled.at).Where(write => write.To > served);
        Assert.Equal(new FillerWrite(Fills: false, _options.SegmentBytes - 1, _options.SegmentBytes), Assert.Single(ahead));
        Assert.Contains(device.Writes.Skip(filled.at), write => !write.Fills && write.To > served);
        Assert.Equal(_options.SegmentBytes, new FileInfo(Segment).Length);
        Assert.Equal(41, (await TestJournal.RecoverAsync(new DirectoryDevice(Folder))).Recovered.Count);
    }

    [Fact]
    public async Task A_failure_to_fill_stops_the_journal_where_it_needs_the_room()
    {
        var device = new FillerDevice(new DirectoryDevice(Folder));
        var (journal, client) = await TestJournal.OpenAsync(device, _options);
        device.Filling.SetException(new IOException("no space left"));
        await journal.CommitAsync(new byte[RecordBytes]);

        var fault = await Assert.ThrowsAsync<StorageFaultedException>(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                await journal.CommitAsync(new byte[RecordBytes]);
            }
        });
        await journal.DisposeAsync();

        Assert.Equal("no space left", fault.InnerException?.Message);
        Assert.Equal(1, client.Faults);
        Assert.NotEmpty((await TestJournal.RecoverAsync(new DirectoryDevice(Folder))).Recovered);
    }

    [Fact]
    public async Task A_segment_with_a_hole_is_as_good_as_a_filled_one_at_the_next_open()
    {
        var device = new FillerDevice(new DirectoryDevice(Folder));
        var (journal, _) = await TestJournal.OpenAsync(device, _options);
        await journal.CommitAsync(new byte[RecordBytes]);
        device.Filling.SetException(new IOException("the process ends here"));
        await journal.DisposeAsync();
        Assert.Equal(_options.SegmentBytes, new FileInfo(Segment).Length);

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
    public async Task The_writer_waits_for_no_more_zeros_than_its_write_needs()
    {
        var options = new JournalOptions
        {
            SegmentBytes = 1 << 20,
            BufferBytes = _options.BufferBytes,
            LockTimeout = TimeSpan.Zero,
            AheadBytes = _options.AheadBytes,
        };
        var secondPiece = options.AheadBytes + PieceBytes;
        var device = new FillerDevice(new DirectoryDevice(Folder)) { HoldFrom = secondPiece };
        var (journal, _) = await TestJournal.OpenAsync(device, options);
        for (var i = 0; i < 40; i++)
        {
            await journal.CommitAsync(new byte[RecordBytes]);
        }
        Assert.InRange(journal.WrittenEnd, options.AheadBytes, secondPiece);
        Assert.Equal(secondPiece, Assert.Single(device.Writes, write => write.Fills).To);

        device.Filling.SetResult();
        for (var i = 0; i < 300; i++)
        {
            await journal.CommitAsync(new byte[RecordBytes]);
        }
        Assert.True(journal.WrittenEnd > secondPiece);
        await journal.DisposeAsync();
        Assert.Equal(340, (await TestJournal.RecoverAsync(new DirectoryDevice(Folder), options)).Recovered.Count);
    }

    [Fact]
    public async Task Closing_gives_up_the_rest_and_writes_what_was_accepted_into_the_hole()
    {
        var device = new FillerDevice(new DirectoryDevice(Folder)) { HoldFrom = null };
        var (journal, client) = await TestJournal.OpenAsync(device, _options);
        // However they fall into batches, these are accepted while the first that needs the hole waits, and do not fit before it.
        for (var i = 0; i < 6; i++)
        {
            await journal.AppendAsync(new byte[RecordBytes]);
        }
        var closing = journal.DisposeAsync();
        device.Filling.SetResult();
        await closing;

        Assert.DoesNotContain(device.Writes, write => write.Fills);
        Assert.Contains(device.Writes, write => write.From >= JournalFormat.SegmentHeaderBytes && write.To > _options.AheadBytes + 1);
        Assert.Equal((6, 0), (client.Committed.Count, client.Faults));
        Assert.Equal(_options.SegmentBytes, new FileInfo(Segment).Length);
        Assert.Equal(6, (await TestJournal.RecoverAsync(new DirectoryDevice(Folder))).Recovered.Count);
    }

    [Fact]
    public async Task No_filler_is_at_work_any_more_when_a_failed_open_unlocks_the_folder()
    {
        using var filling = new ManualResetEventSlim();
        Thread? opener = null;
        var device = new FillerDevice(new DirectoryDevice(Folder)) { Held = filling.Set };
        var client = new RecordingClient
        {
            Preparing = () =>
            {
                Assert.True(filling.Wait(TimeSpan.FromSeconds(30)), "Nothing is filled.");
                Volatile.Write(ref opener, Thread.CurrentThread);
                throw new InvalidOperationException("mine");
            },
        };
        var opening = Journal.OpenAsync(device, client, _options, TestContext.Current.CancellationToken);
        // Held until the folder is unlocked, which must not happen before, or until the opener waits for the filler.
        SpinWait.SpinUntil(() =>
            device.FillersAtUnlock is not null
            || Volatile.Read(ref opener) is { ThreadState: var state } && (state & ThreadState.WaitSleepJoin) != 0
        );
        device.Filling.SetResult();

        Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidOperationException>(() => opening)).Message);
        Assert.Equal(0, device.FillersAtUnlock);
        Assert.Empty((await TestJournal.RecoverAsync(new DirectoryDevice(Folder))).Recovered);
    }
}

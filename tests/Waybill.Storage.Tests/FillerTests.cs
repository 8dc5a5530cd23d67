using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

/// <summary>A new journal serves before its segment is whole.</summary>
public sealed class FillerTests : TempDataDirectory
{
    private const int RecordBytes = 1000;
    private static readonly JournalOptions _options = TestJournal.FilledLater;

    private string Segment => Path.Combine(Folder, "0000000000000000.segment");

    [Fact]
    public async Task Records_are_committed_while_the_rest_waits_and_none_is_written_where_zeros_are_still_to_come()
    {
        var device = new FillerDevice(new DirectoryDevice(Folder));
        var (journal, _) = await TestJournal.OpenAsync(device, _options);
        await journal.CommitAsync(new byte[RecordBytes]);
        var served = new FileInfo(Segment).Length;
        Assert.InRange(served, _options.AheadBytes, 2 * _options.AheadBytes);

        var more = Enumerable.Range(0, 40).Select(_ => journal.CommitAsync(new byte[RecordBytes])).ToArray();
        device.Filling.SetResult();
        await Task.WhenAll(more);
        await journal.DisposeAsync();

        var filled = device.Writes.Select((write, at) => (write, at)).Single(entry => entry.write.Fills);
        Assert.Equal((served, _options.SegmentBytes), (filled.write.From, filled.write.To));
        var ahead = device.Writes.Take(filled.at).Where(write => write.To > served);
        Assert.Empty(ahead);
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
    public async Task A_segment_that_was_left_short_serves_at_once_and_is_filled_by_the_next_open()
    {
        var (journal, _) = await TestJournal.OpenAsync(new DirectoryDevice(Folder), _options);
        await journal.CommitAsync(new byte[RecordBytes]);
        await journal.DisposeAsync();
        using (var file = File.OpenWrite(Segment))
        {
            file.SetLength(_options.AheadBytes);
        }

        var device = new FillerDevice(new DirectoryDevice(Folder));
        var (again, client) = await TestJournal.OpenAsync(device, _options);
        await again.CommitAsync(new byte[RecordBytes]);
        Assert.Single(client.Recovered);
        Assert.InRange(new FileInfo(Segment).Length, _options.AheadBytes, 2 * _options.AheadBytes);
        device.Filling.SetResult();
        for (var i = 0; i < 40; i++)
        {
            await again.CommitAsync(new byte[RecordBytes]);
        }
        await again.DisposeAsync();

        Assert.Equal(_options.SegmentBytes, new FileInfo(Segment).Length);
        Assert.Equal(42, (await TestJournal.RecoverAsync(new DirectoryDevice(Folder))).Recovered.Count);
    }
}

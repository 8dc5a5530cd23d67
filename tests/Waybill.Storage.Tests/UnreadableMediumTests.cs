using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

/// <summary>A bad sector is damage in a place, and neither the end of the log nor a failure of who reads it.</summary>
public sealed class UnreadableMediumTests
{
    private const string Segment = "0000000000000000.segment";
    private const int Block = 4096;

    [Theory]
    [InlineData(0)]
    [InlineData(Block)]
    [InlineData(3 * Block)]
    [InlineData(5 * Block)]
    // Behind the end of the log, where something may stand that proves what was durable.
    [InlineData(12 * Block)]
    public async Task Of_a_journal_that_was_killed_it_is_reported_with_its_place_and_nothing_is_cut(int at)
    {
        var (killed, _) = await WriteAsync();
        byte[] before = [.. killed[Segment].Bytes];

        var corrupted = await Assert.ThrowsAsync<StorageCorruptedException>(() =>
            TestJournal.OpenAsync(new UnreadableDevice(killed, Segment, at, 512))
        );

        Assert.Equal(("/simulated/" + Segment, (long)at), (corrupted.File, corrupted.Offset));
        Assert.Contains("its medium cannot be read", corrupted.Damage, StringComparison.Ordinal);
        Assert.Contains("errno 5", corrupted.Message, StringComparison.Ordinal);
        Assert.InRange(corrupted.ReadableUntil, 0, at);
        Assert.Equal(before, killed[Segment].Bytes);
        Assert.Empty(killed.Operations);
    }

    [Fact]
    public async Task What_was_read_before_it_is_what_can_be_read()
    {
        var (killed, written) = await WriteAsync();
        var client = new RecordingClient();

        var corrupted = await Assert.ThrowsAsync<StorageCorruptedException>(() =>
            JournalReader.OpenAsync(
                new UnreadableDevice(killed, Segment, 3 * Block, 512),
                client,
                TestJournal.Small,
                TestContext.Current.CancellationToken
            )
        );

        Assert.NotEmpty(client.Recovered);
        Assert.Equal(written.Count(lsn => lsn < corrupted.ReadableUntil), client.Recovered.Count);
    }

    [Fact]
    public async Task Behind_the_mark_of_a_clean_close_nobody_looks()
    {
        var (device, written) = await WriteAsync();
        await TestJournal.RecoverAsync(device);

        var recovered = await TestJournal.RecoverAsync(new UnreadableDevice(device, Segment, 12 * Block, 512));

        Assert.Equal(written, recovered.Recovered.Select(record => record.Lsn));
    }

    [Fact]
    public async Task What_stands_before_it_can_be_read_however_much_is_read_at_once()
    {
        const int At = 3 * Block;
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        for (var i = 0; i < 20; i++)
        {
            await journal.CommitAsync(new byte[1000]);
        }
        journal.WriteCheckpoint(client.End, [new byte[1]]);
        await journal.DisposeAsync();
        (journal, _) = await TestJournal.OpenAsync(new UnreadableDevice(device, Segment, At, 512));

        foreach (var (lsn, _, payload) in client.Committed)
        {
            var isLost = lsn < At + 512 && lsn + JournalFormat.RecordHeaderBytes + payload.Length > At;
            var failure = Record.Exception(() => journal.Read(lsn, new RecordBlock(), 64 * 1024));
            Assert.Equal(isLost, failure is StorageCorruptedException);
        }
        await journal.DisposeAsync();
    }

    /// <summary>It is gone through once before it is believed, and could be read then.</summary>
    [Fact]
    public async Task Of_a_checkpoint_that_is_taken_in_it_is_the_checkpoints()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        await journal.CommitAsync([1]);
        journal.WriteCheckpoint(client.End, [new byte[200_000]]);
        await journal.DisposeAsync();
        var name = $"{client.End.Lsn:x16}.checkpoint";
        var fading = new UnreadableDevice(device, name, 70_000, 8) { Spared = 1 };

        var corrupted = await Assert.ThrowsAsync<StorageCorruptedException>(() => TestJournal.OpenAsync(fading));

        Assert.EndsWith(name, corrupted.File, StringComparison.Ordinal);
        Assert.Contains("block at byte 65600 cannot be read", corrupted.Damage, StringComparison.Ordinal);
    }

    [Theory]
    // The header, and the place of the directory.
    [InlineData(0)]
    [InlineData(64)]
    public async Task Of_a_sparse_segment_it_is_reported_too(int at)
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        var kept = await journal.CommitAsync(new byte[1000]);
        for (var i = 0; i < 150; i++)
        {
            await journal.CommitAsync(new byte[1000]);
        }
        for (var i = 0; i < 2; i++)
        {
            await journal.CommitAsync([1]);
            journal.WriteCheckpoint(client.End, [new byte[1]]);
        }
        Assert.Equal(1, journal.Clean(new LiveAt(kept.Lsn)).Rewritten);
        await journal.DisposeAsync();

        var corrupted = await Assert.ThrowsAsync<StorageCorruptedException>(() =>
            TestJournal.OpenAsync(new UnreadableDevice(device, Segment, at, 8))
        );

        Assert.Equal(("/simulated/" + Segment, (long)at), (corrupted.File, corrupted.Offset));
        Assert.Contains("its medium cannot be read", corrupted.Damage, StringComparison.Ordinal);
    }

    // Some blocks of records, then nothing.
    private static async Task<(SimulatedDevice Device, List<long> Written)> WriteAsync()
    {
        var device = new SimulatedDevice();
        var (journal, _) = await TestJournal.OpenAsync(device);
        var written = new List<long>();
        for (var i = 0; i < 20; i++)
        {
            written.Add((await journal.CommitAsync(new byte[1000])).Lsn);
        }
        var killed = device.AfterKill();
        await journal.DisposeAsync();
        return (killed, written);
    }
}

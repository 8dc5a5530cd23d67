using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

/// <summary>What stands far behind the end of the log, in a segment that recovery reads in many pieces.</summary>
public sealed class FarTailTests
{
    private const string Segment = "0000000000000000.segment";

    private static readonly JournalOptions _large = new()
    {
        SegmentBytes = 2 << 20,
        BufferBytes = 64 * 1024,
        LockTimeout = TimeSpan.Zero,
        Salt = TestJournal.Small.Salt,
    };

    [Theory]
    [InlineData(64 * 1024)]
    [InlineData(300_000)]
    [InlineData(1_000_000)]
    [InlineData((2 << 20) - 1)]
    public async Task Stale_bytes_are_blanked_wherever_they_stand(int offset)
    {
        var (device, _) = await KilledAsync([1]);
        device[Segment].Flip(offset, 3);

        var (journal, client) = await TestJournal.OpenAsync(device, _large);
        Assert.Single(client.Recovered);
        Assert.Equal(0, device[Segment].Bytes[offset]);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task A_durable_batch_far_behind_a_hole_makes_it_damage_and_is_named()
    {
        var (device, appended) = await KilledAsync([
            [1],
            .. Enumerable.Repeat(new byte[30_000], 22),
            [2],
        ]);
        var hole = (int)appended[1].Lsn;
        var after = appended[^1].Lsn - JournalFormat.BatchHeaderBytes;
        device[Segment].Bytes.AsSpan(hole, (int)after - hole).Clear();

        var corrupted = await Assert.ThrowsAsync<StorageCorruptedException>(() => TestJournal.RecoverAsync(device, _large));
        Assert.True(after - hole > 512 * 1024, "The hole is too small to need more than one look.");
        Assert.Equal(after, corrupted.ReadableAgainFrom);
    }

    [Fact]
    public async Task Opening_reads_what_is_behind_the_end_once()
    {
        var (device, _) = await KilledAsync([1]);
        var before = device[Segment].ReadBytes;
        var (journal, _) = await TestJournal.OpenAsync(device, _large);
        await journal.DisposeAsync();

        // Beside it: the first look at the log, and what is written again because it was not yet known to be durable.
        Assert.InRange(device[Segment].ReadBytes - before, _large.SegmentBytes / 2, _large.SegmentBytes + (512 * 1024));
    }

    private static async Task<(SimulatedDevice Device, List<Appended> Appended)> KilledAsync(params byte[][] payloads)
    {
        var device = new SimulatedDevice();
        var (journal, _) = await TestJournal.OpenAsync(device, _large);
        var appended = new List<Appended>();
        foreach (var payload in payloads)
        {
            appended.Add(await journal.CommitAsync(payload));
        }
        var killed = device.AfterKill();
        await journal.DisposeAsync();
        return (killed, appended);
    }
}

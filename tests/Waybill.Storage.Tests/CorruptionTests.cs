using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

public sealed class CorruptionTests
{
    private const string Segment = "0000000000000000.segment";

    [Fact]
    public async Task A_bit_flip_anywhere_below_the_frontier_is_refused_or_harmless_and_never_gives_a_wrong_payload()
    {
        var (device, records, frontier) = await SmallJournalAsync(closed: true);
        var refused = 0;
        for (var offset = 0; offset < frontier; offset++)
        {
            device[Segment].Flip(offset, offset % 8);
            var client = new RecordingClient();
            try
            {
                using var reader = await JournalReader.OpenAsync(device, client, TestJournal.Small, TestContext.Current.CancellationToken);
                // Only bytes that no reader looks at (padding) may pass: then nothing may be missing.
                Assert.Equal(records.Length, client.Recovered.Count);
            }
            catch (StorageCorruptedException corrupted)
            {
                refused++;
                Assert.Equal("/simulated/" + Segment, corrupted.File);
                Assert.InRange(corrupted.Offset, offset == 0 ? 0 : Math.Max(0, offset - 2048), offset);
                Assert.All(client.Recovered, record => Assert.True(record.Lsn < corrupted.ReadableUntil));
                Assert.Equal(client.Recovered.Count, records.Count(record => record.Lsn < corrupted.ReadableUntil));
            }
            AssertPrefix(records, client.Recovered, offset);
            device[Segment].Flip(offset, offset % 8);
        }
        var meaningful = SegmentHeaderBytes + records.Sum(record => JournalFormat.RecordHeaderBytes + record.Payload.Length);
        Assert.True(refused >= meaningful, $"{refused} flips were refused, {meaningful} bytes carry something.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_cut_short_is_damage_wherever_it_is_cut(bool closed)
    {
        var (device, _, _) = await SmallJournalAsync(closed);
        var whole = device[Segment].Bytes.Length;
        foreach (var length in (int[])[whole - 1, whole / 2, JournalFormat.SegmentHeaderBytes])
        {
            var cut = device.AfterKill();
            cut[Segment].Truncate(length);
            var corrupted = await Assert.ThrowsAsync<StorageCorruptedException>(() => TestJournal.RecoverAsync(cut));

            Assert.Equal(("/simulated/" + Segment, (long)length), (corrupted.File, corrupted.Offset));
            Assert.Equal(length, cut[Segment].Bytes.Length);
        }
    }

    [Fact]
    public async Task A_bit_flip_past_the_frontier_is_a_cut_and_never_gives_a_wrong_payload()
    {
        var (device, records, end) = await SmallJournalAsync(closed: false);
        // Without a clean close the last batch is past the last frontier that anything names.
        var durable = records[..^1];
        for (var offset = JournalFormat.SegmentHeaderBytes; offset < end; offset++)
        {
            device[Segment].Flip(offset, offset % 8);
            var client = new RecordingClient();
            try
            {
                using var reader = await JournalReader.OpenAsync(device, client, TestJournal.Small, TestContext.Current.CancellationToken);
                Assert.InRange(client.Recovered.Count, durable.Length, records.Length);
            }
            catch (StorageCorruptedException corrupted)
            {
                Assert.True(corrupted.Offset <= durable[^1].Lsn + durable[^1].Payload.Length + JournalFormat.RecordHeaderBytes);
            }
            AssertPrefix(records, client.Recovered, offset);
            device[Segment].Flip(offset, offset % 8);
        }
    }

    [Fact]
    public async Task A_damaged_journal_is_refused_with_its_place_and_nothing_on_disk_changes()
    {
        var (device, records, _) = await SmallJournalAsync(closed: true);
        var damaged = records[5].Lsn + JournalFormat.RecordHeaderBytes;
        device[Segment].Flip((int)damaged, 0);
        byte[] before = [.. device[Segment].Bytes];
        var operations = device.Operations.Count;

        var corrupted = await Assert.ThrowsAsync<StorageCorruptedException>(() => TestJournal.OpenAsync(device));

        Assert.Equal(records[5].Lsn, corrupted.Offset);
        Assert.Equal(records[5].Lsn, corrupted.ReadableUntil);
        Assert.InRange(corrupted.ReadableAgainFrom!.Value, records[5].Lsn, records[6].Lsn);
        Assert.Contains(Segment, corrupted.Message, StringComparison.Ordinal);
        Assert.Equal(before, device[Segment].Bytes);
        Assert.Equal(operations, device.Operations.Count);
        // The folder was let go of, and repairing the byte repairs the journal.
        device[Segment].Flip((int)damaged, 0);
        Assert.Equal(records.Length, (await TestJournal.RecoverAsync(device)).Recovered.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_missing_segment_is_corruption(int index)
    {
        var device = new SimulatedDevice();
        var (journal, _) = await TestJournal.OpenAsync(device);
        for (var i = 0; i < 200; i++)
        {
            await journal.AppendAsync(new byte[1000]);
        }
        await journal.DisposeAsync();
        var name = device.List().Order(StringComparer.Ordinal).ElementAt(index);
        device.Delete(name);
        var corrupted = await Assert.ThrowsAsync<StorageCorruptedException>(() => TestJournal.OpenAsync(device));
        Assert.Equal("/simulated/" + name, corrupted.File);
    }

    [Fact]
    public async Task A_segment_that_lost_its_end_below_the_frontier_is_corruption()
    {
        var (device, records, _) = await SmallJournalAsync(closed: false);
        var bytes = device[Segment].Bytes;
        // The last batch still says that everything before it was durable.
        bytes.AsSpan((int)records[3].Lsn, 512).Clear();
        var corrupted = await Assert.ThrowsAsync<StorageCorruptedException>(() => TestJournal.OpenAsync(device));
        Assert.Equal(records[3].Lsn, corrupted.Offset);
    }

    [Fact]
    public async Task Hostile_lengths_are_bounded_before_anything_is_read_for_them()
    {
        var (device, records, _) = await SmallJournalAsync(closed: true);
        foreach (var length in (int[])[int.MaxValue, int.MinValue, -1, JournalFormat.MaxBatchBytes])
        {
            var copy = device.AfterKill();
            BitConverter.TryWriteBytes(copy[Segment].Bytes.AsSpan((int)records[4].Lsn), length);
            var corrupted = await Assert.ThrowsAsync<StorageCorruptedException>(() => TestJournal.OpenAsync(copy));
            Assert.Equal(records[4].Lsn, corrupted.Offset);
        }
    }

    private const int SegmentHeaderBytes = 64;

    private static async Task<(SimulatedDevice Device, (long Lsn, byte Type, byte[] Payload)[] Records, int End)> SmallJournalAsync(
        bool closed
    )
    {
        var random = new Random(17);
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        for (var i = 0; i < 10; i++)
        {
            await journal.CommitAsync(TestJournal.Payload(random, 300));
        }
        var end = (int)journal.DurableEnd;
        var killed = device.AfterKill();
        await journal.DisposeAsync();
        return (closed ? device : killed, [.. client.Committed], end);
    }

    private static void AssertPrefix(
        (long Lsn, byte Type, byte[] Payload)[] expected,
        List<(long Lsn, byte Type, byte[] Payload)> recovered,
        int offset
    )
    {
        Assert.True(recovered.Count <= expected.Length, $"offset {offset}: {recovered.Count} records");
        for (var i = 0; i < recovered.Count; i++)
        {
            var same =
                recovered[i].Lsn == expected[i].Lsn
                && recovered[i].Type == expected[i].Type
                && recovered[i].Payload.AsSpan().SequenceEqual(expected[i].Payload);
            Assert.True(same, $"offset {offset}: record {i} is another one");
        }
    }
}

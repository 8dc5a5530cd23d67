using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

public sealed class TornTailTests
{
    private static readonly string _segment = "0000000000000000.segment";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tail_cut_at_any_byte_keeps_what_is_whole_and_the_log_goes_on(bool oneBatch)
    {
        var random = new Random(5);
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        await journal.CommitAsync(TestJournal.Payload(random, 300));
        byte[][] payloads = [TestJournal.Payload(random, 200), TestJournal.Payload(random, 200), TestJournal.Payload(random, 200)];
        // A missing zero would read as what it was.
        Assert.All(payloads, payload => payload[^1] |= 1);
        if (oneBatch)
        {
            await client.CommitTogetherAsync(journal, payloads);
        }
        else
        {
            foreach (var payload in payloads)
            {
                await journal.CommitAsync(payload);
            }
        }
        var records = client.Committed.ToArray();
        var killed = device.AfterKill();
        await journal.DisposeAsync();

        var last = records[^1];
        var end = (int)last.Lsn + JournalFormat.RecordHeaderBytes + last.Payload.Length;
        for (var length = (int)records[^3].Lsn; length < end; length++)
        {
            var torn = killed.AfterKill();
            torn[_segment].Blank(length);
            var whole = records.Count(record => record.Lsn + JournalFormat.RecordHeaderBytes + record.Payload.Length <= length);
            await AssertGoesOnAsync(torn, records[..whole], length);
        }
    }

    [Fact]
    public async Task What_recovery_overwrites_is_told_once()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        Assert.Null(journal.Discarded);
        await client.CommitTogetherAsync(journal, [new byte[200], Enumerable.Repeat((byte)7, 200).ToArray()]);
        var last = client.Committed.ToArray()[^1];
        var killed = device.AfterKill();
        await journal.DisposeAsync();
        killed[_segment].Blank((int)last.Lsn + 100);

        (journal, _) = await TestJournal.OpenAsync(killed);
        Assert.Equal(new DiscardedTail($"/simulated/{_segment}", last.Lsn, 100), journal.Discarded);
        var again = killed.AfterKill();
        await journal.DisposeAsync();

        (journal, _) = await TestJournal.OpenAsync(again);
        Assert.Null(journal.Discarded);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Any_selection_of_the_last_batchs_sectors_gives_the_records_before_the_first_hole()
    {
        var random = new Random(6);
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        await journal.CommitAsync(TestJournal.Payload(random, 300));
        var before = client.Committed.Count + 1;
        var payloads = Enumerable.Range(0, 12).Select(_ => TestJournal.Payload(random, 400)).ToArray();
        var syncs = device.Operations.Count(operation => operation.Kind == SimulatedOperationKind.Sync);
        // The second sync from now is the one of the batch in question.
        device.Script = operation =>
            operation.Kind == SimulatedOperationKind.Sync && --syncs < -1 ? SimulatedOutcome.CutPower : SimulatedOutcome.Succeed;
        syncs = 0;
        await Assert.ThrowsAsync<StorageFaultedException>(() => client.CommitTogetherAsync(journal, payloads));
        await journal.DisposeAsync();

        var kept = new SortedSet<int>();
        for (var seed = 0; seed < 300; seed++)
        {
            var after = device.AfterPowerCut(new Random(seed));
            var recovered = (await TestJournal.RecoverAsync(after.AfterKill())).Recovered;
            Assert.InRange(recovered.Count, before, before + payloads.Length);
            for (var i = before; i < recovered.Count; i++)
            {
                Assert.Equal(payloads[i - before], recovered[i].Payload);
            }
            kept.Add(recovered.Count - before);
            await AssertGoesOnAsync(after, [.. recovered], seed);
        }
        Assert.True(kept.Count > 4, "The seeds tear at too few places to prove anything.");
    }

    [Fact]
    public async Task What_was_cut_never_comes_back_even_behind_an_identical_record()
    {
        // Three batches, of which the second is lost, so that the third is cut. Then the second is appended again: same bytes, place and chain.
        var device = new SimulatedDevice();
        var (journal, _) = await TestJournal.OpenAsync(device);
        await journal.CommitAsync([1], CommitLevel.Written);
        var second = await journal.CommitAsync([2], CommitLevel.Written);
        await journal.CommitAsync([3], CommitLevel.Written);
        var killed = device.AfterKill();
        await journal.DisposeAsync();
        killed[_segment].Flip((int)second.Lsn, 0);

        (journal, var client) = await TestJournal.OpenAsync(killed);
        Assert.Equal([1], Assert.Single(client.Recovered).Payload);
        Assert.Equal(second.Lsn, (await journal.CommitAsync([2], CommitLevel.Written)).Lsn);
        var again = killed.AfterKill();
        await journal.DisposeAsync();
        Assert.Equal(
            [
                [1],
                [2],
            ],
            (await TestJournal.RecoverAsync(again)).Recovered.Select(record => record.Payload)
        );
    }

    [Fact]
    public async Task A_whole_record_of_another_history_at_the_right_place_does_not_continue_the_log()
    {
        // The second record begins a sector: the header's sector is new, the record's is stale, valid in itself, and at its own LSN.
        const int FillsTheSector = JournalFormat.BatchAlignment - JournalFormat.BatchHeaderBytes - JournalFormat.RecordHeaderBytes;
        var images = new List<SimulatedDevice>();
        var lsn = 0L;
        foreach (var history in (byte[])[1, 2])
        {
            var device = new SimulatedDevice();
            var (journal, client) = await TestJournal.OpenAsync(device);
            var first = new byte[FillsTheSector];
            first.AsSpan().Fill(history);
            lsn = (await client.CommitTogetherAsync(journal, first, [history]))[1].Lsn;
            images.Add(device.AfterKill());
            await journal.DisposeAsync();
        }
        Assert.Equal(0, lsn % JournalFormat.BatchAlignment);
        var stale = images[1][_segment].Bytes.AsSpan((int)lsn, JournalFormat.BatchAlignment);
        stale.CopyTo(images[0][_segment].Bytes.AsSpan((int)lsn));

        var recovered = (await TestJournal.RecoverAsync(images[0])).Recovered;
        Assert.Equal(2, recovered.Count);
        Assert.Equal(1, recovered[1].Payload[0]);
    }

    private static async Task AssertGoesOnAsync(SimulatedDevice device, (long Lsn, byte Type, byte[] Payload)[] expected, int attempt)
    {
        var (journal, client) = await TestJournal.OpenAsync(device);
        Assert.True(expected.Length == client.Recovered.Count, $"attempt {attempt}: {client.Recovered.Count} of {expected.Length} records");
        var appended = await journal.CommitAsync([1, 2, 3]);
        await journal.DisposeAsync();
        var recovered = (await TestJournal.RecoverAsync(device)).Recovered;
        Assert.Equal(expected.Select(record => record.Payload).Append([1, 2, 3]), recovered.Select(record => record.Payload));
        Assert.Equal(appended.Lsn, recovered[^1].Lsn);
    }
}

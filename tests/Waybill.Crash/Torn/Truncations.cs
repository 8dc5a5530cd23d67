using Waybill.Crash.Journals;
using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;

namespace Waybill.Crash.Torn;

/// <summary>Cuts the last three records at every byte, in three ways.</summary>
internal sealed class Truncations(Report report, Func<IStorageDevice, IStorageDevice> wiring)
{
    private const int Records = 3;
    private const int MaxBytesBefore = 100_000;
    private readonly Opening _opening = new(wiring);

    /// <returns>How many folders were opened.</returns>
    public async Task<int> RunAsync(Random random, bool closed, int[] lastBatches, int step)
    {
        var runs = 0;
        var journal = await WriteAsync(random, closed, lastBatches);
        var (first, end) = (journal.Records[^Records].Lsn, journal.Records[^1].End);
        for (var lsn = first; lsn < end && !report.IsDecided; lsn += step)
        {
            await ZerosAsync(journal, lsn);
            await HoleAsync(journal, lsn);
            await ShortFileAsync(journal, lsn);
            runs += 3;
        }

        return runs;
    }

    /// <summary>In one file, so that what is cut has an end.</summary>
    private async Task<WrittenJournal> WriteAsync(Random random, bool closed, int[] lastBatches)
    {
        while (true)
        {
            var journal = await JournalPlan.Create(random, random.Next(MaxBytesBefore), lastBatches).WriteAsync(closed, wiring);
            if (WrittenJournal.FileOf(journal.Records[^Records].Lsn) == WrittenJournal.FileOf(journal.Records[^1].End))
            {
                return journal;
            }
        }
    }

    /// <summary>Nothing from here on reached the medium: an ordinary power cut, wherever it is, since nothing is left that says otherwise.</summary>
    private async Task ZerosAsync(WrittenJournal journal, long lsn)
    {
        var image = journal.Copy();
        image[WrittenJournal.FileOf(lsn)].Blank(WrittenJournal.OffsetOf(lsn));
        var intact = journal.Compare(image).Intact;
        if (await _opening.GoesOnAsync(image.AfterKill(), journal.Records, intact, intact) is { } broken)
        {
            Broken(journal, lsn, "zeros from there on", broken, image);
        }
    }

    /// <summary>The rest of the batch is missing and what follows is there: damage, unless nothing that follows says that the batch was durable.</summary>
    private async Task HoleAsync(WrittenJournal journal, long lsn)
    {
        var image = journal.Copy();
        var batch = journal.Batches.First(batch => batch.End > lsn);
        image[WrittenJournal.FileOf(lsn)].Bytes.AsSpan(WrittenJournal.OffsetOf(lsn), (int)(batch.End - lsn)).Clear();
        var damage = journal.Compare(image);
        var folder = image.AfterKill();
        if (damage is not { Lsn: { } at, IsKnownDurable: true })
        {
            if (await _opening.GoesOnAsync(folder, journal.Records, damage.Intact, damage.Intact) is { } lost)
            {
                Broken(journal, lsn, "a hole there", lost, image);
            }

            return;
        }

        var (file, offset) = (WrittenJournal.FileOf(at), WrittenJournal.OffsetOf(at));
        if (await _opening.IsRefusedAsync(folder, Opening.BytesOf(folder), journal.Records, file, offset, next: null) is { } broken)
        {
            Broken(journal, lsn, "a hole there", broken, image);
        }
    }

    /// <summary>No crash makes a segment's file shorter (docs/decisions/0011).</summary>
    private async Task ShortFileAsync(WrittenJournal journal, long lsn)
    {
        var image = journal.Copy();
        var (file, length) = (WrittenJournal.FileOf(lsn), WrittenJournal.OffsetOf(lsn));
        image[file].Truncate(length);
        var folder = image.AfterKill();
        if (await _opening.IsRefusedAsync(folder, Opening.BytesOf(folder), journal.Records, file, length, next: null) is { } broken)
        {
            Broken(journal, lsn, "the file ends there", broken, image);
        }
    }

    private void Broken(WrittenJournal journal, long lsn, string what, string broken, SimulatedDevice image) =>
        report.Violation(
            $"LSN {lsn} of {journal.Records[^1].End}, {(journal.Closed ? "closed" : "killed")}, {what}: {broken}",
            () => KeptImage.Write("torn", image)
        );
}

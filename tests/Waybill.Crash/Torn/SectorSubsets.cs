using Waybill.Crash.Journals;
using Waybill.Storage.Devices;

namespace Waybill.Crash.Torn;

/// <summary>Of the last batch's sectors any selection reached the medium; the others hold what was there before.</summary>
internal sealed class SectorSubsets(Report report, Func<IStorageDevice, IStorageDevice> wiring)
{
    private const int SubsetsPerJournal = 50;
    private const int MinSectors = 8;
    private const int RecordsInLastBatch = 12;
    private const int MaxBytesBefore = 30_000;
    private readonly Opening _opening = new(wiring);

    /// <returns>How many folders were opened.</returns>
    public async Task<int> RunAsync(Random random, int subsets)
    {
        WrittenJournal? journal = null;
        for (var run = 0; run < subsets && !report.IsDecided; run++)
        {
            if (run % SubsetsPerJournal == 0)
            {
                journal = await WriteAsync(random);
            }

            await TearAsync(journal!, random);
        }

        return subsets;
    }

    private async Task<WrittenJournal> WriteAsync(Random random)
    {
        while (true)
        {
            var plan = JournalPlan.Create(random, random.Next(MaxBytesBefore), RecordsInLastBatch);
            var journal = await plan.WriteAsync(closed: false, wiring);
            if (journal.LastSectors().Count >= MinSectors)
            {
                return journal;
            }
        }
    }

    private async Task TearAsync(WrittenJournal journal, Random random)
    {
        var (image, before) = (journal.Copy(), journal.CopyBeforeLast());
        // Some tears keep nearly all, some nearly none: the rare single loss is what finds errors.
        var keep = random.NextDouble();
        var file = WrittenJournal.FileOf(journal.Batches[^1].Lsn);
        foreach (var offset in journal.LastSectors().Where(_ => random.NextDouble() >= keep))
        {
            var sector = image[file].Bytes.AsSpan(offset, WrittenJournal.SectorBytes);
            sector.Clear();
            if (before.List().Contains(file))
            {
                before[file].Bytes.AsSpan(offset, sector.Length).CopyTo(sector);
            }
        }

        var intact = journal.Compare(image).Intact;
        if (await _opening.GoesOnAsync(image.AfterKill(), journal.Records, intact, intact) is { } broken)
        {
            report.Violation($"{intact} records are whole in a torn batch: {broken}", () => KeptImage.Write("torn", image));
        }
    }
}

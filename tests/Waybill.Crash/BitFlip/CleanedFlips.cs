using Waybill.Crash.Journals;
using Waybill.Storage;
using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;

namespace Waybill.Crash.BitFlip;

/// <summary>
/// Flips bits of a journal that was cleaned: of both checkpoints and of the segments that were written anew. What one checkpoint cannot tell any more, the other one and
/// the log behind it do; without both, the folder is refused; of a segment only the record is lost that the bit belongs to. For one thread at a time.
/// </summary>
internal sealed class CleanedFlips(Report report, Func<IStorageDevice, IStorageDevice> wiring, CleanedJournal journal)
{
    private readonly Opening _opening = new(wiring);
    private readonly Dictionary<string, SparseRegions> _regions = journal.Sparse.ToDictionary(
        file => file,
        file => new SparseRegions(journal.Copy()[file].Content)
    );

    private int _passedOver;
    private int _refused;
    private int _unreadable;
    private int _harmless;

    /// <summary>What the flips came to: checkpoints passed over, folders refused, records that cannot be read, nothing.</summary>
    public (int PassedOver, int Refused, int Unreadable, int Harmless) Counts => (_passedOver, _refused, _unreadable, _harmless);

    /// <summary>Damages one checkpoint.</summary>
    public async Task CheckpointAsync(int which, int offset, int bit)
    {
        _passedOver++;
        var damaged = journal.Checkpoints[which].File;
        var image = Flipped((damaged, offset, bit));
        Judge(
            await OpensAsync(image, journal.Checkpoints[1 - which], [damaged], lost: null),
            image,
            $"bit {bit} of byte {offset} of {damaged}"
        );
    }

    /// <summary>Damages both: what they stand for cannot be told any more, and must not count as nothing.</summary>
    public async Task BothCheckpointsAsync(int offset, int bit, int otherOffset, int otherBit)
    {
        _refused++;
        var (newest, older) = (journal.Checkpoints[0].File, journal.Checkpoints[1].File);
        var image = Flipped((newest, offset, bit), (older, otherOffset, otherBit));
        Judge(
            await RefusesAsync(image, newest, 0),
            image,
            $"bit {bit} of byte {offset} of {newest} and bit {otherBit} of byte {otherOffset} of {older}"
        );
    }

    /// <summary>Damages a segment that was written anew.</summary>
    public async Task SparseAsync(string file, int offset, int bit)
    {
        var image = Flipped((file, offset, bit));
        var region = _regions[file].Find(offset);
        _ = region.Kind switch
        {
            SparseKind.Directory => _refused++,
            SparseKind.Record => _unreadable++,
            _ => _harmless++,
        };
        var broken =
            region.Kind == SparseKind.Directory
                ? await RefusesAsync(image, file, 0)
                : await OpensAsync(
                    image,
                    journal.Checkpoints[0],
                    [],
                    region.Kind == SparseKind.Record ? new LostRecord(region.Lsn, file, region.Block) : null
                );
        Judge(broken, image, $"bit {bit} of byte {offset} of {file}, written anew");
    }

    private SimulatedDevice Flipped(params ReadOnlySpan<(string File, int Offset, int Bit)> flips)
    {
        var image = journal.Copy();
        foreach (var (file, offset, bit) in flips)
        {
            image[file].Flip(offset, bit);
        }

        return image;
    }

    private void Judge(string? broken, SimulatedDevice image, string flip)
    {
        if (broken is not null)
        {
            report.Violation($"{flip}: {broken}", () => KeptImage.Write("bit-flip", image));
        }
    }

    private async Task<string?> RefusesAsync(SimulatedDevice image, string file, long offset)
    {
        var folder = image.AfterKill();
        var client = new KeepingClient();
        try
        {
            await _opening.OpenAndCloseAsync(folder, client);
            return $"no damage was reported; {client.Recovered.Count} records of {journal.Records.Count} were recovered";
        }
        catch (StorageCorruptedException refused)
        {
            return Path.GetFileName(refused.File) != file ? $"the damage was reported in {Path.GetFileName(refused.File)}"
                : refused.Offset != offset ? $"the damage was reported at byte {refused.Offset}, and begins at {offset}"
                : client.Recovered.Count > 0 || client.Checkpoint is not null ? "opening was refused, and something was handed out"
                : folder.Operations.Count > 0 || folder.List().Any(name => !folder[name].Content.SequenceEqual(image[name].Content))
                    ? "opening was refused, and something was changed on disk"
                : null;
        }
    }

    /// <summary>It opens, twice, with what a checkpoint stands for and all that came since.</summary>
    private async Task<string?> OpensAsync(
        SimulatedDevice image,
        WrittenCheckpoint from,
        IReadOnlyList<string> unreadable,
        LostRecord? lost
    )
    {
        var folder = image.AfterKill();
        if (await OpensOnceAsync(folder, image, from, unreadable, lost) is { } broken)
        {
            return broken;
        }

        return await OpensOnceAsync(folder, image, from, unreadable, lost) is { } again ? $"at the second opening: {again}" : null;
    }

    private async Task<string?> OpensOnceAsync(
        SimulatedDevice folder,
        SimulatedDevice image,
        WrittenCheckpoint from,
        IReadOnlyList<string> unreadable,
        LostRecord? lost
    )
    {
        var client = new KeepingClient();
        string? broken = null;
        try
        {
            await _opening.OpenAndCloseAsync(folder, client, (opened, _) => broken = Judge(opened, client, from, unreadable, lost));
        }
        catch (StorageCorruptedException corrupted)
        {
            return $"damage was reported where there is none to report: {corrupted.Message}";
        }

        string[] kept = [.. journal.Sparse, .. journal.Checkpoints.Select(checkpoint => checkpoint.File)];
        return broken
            ?? (
                kept.FirstOrDefault(name => !folder.List().Contains(name) || !folder[name].Content.SequenceEqual(image[name].Content))
                    is { } changed
                    ? $"opening has changed {changed}"
                    : null
            );
    }

    private string? Judge(Journal opened, KeepingClient client, WrittenCheckpoint from, IReadOnlyList<string> unreadable, LostRecord? lost)
    {
        var reported = opened.UnreadableCheckpoints.Select(checkpoint => Path.GetFileName(checkpoint.File)).ToList();
        IReadOnlyList<WrittenRecord> behind = [.. journal.Records.Skip(from.Before)];
        return !reported.SequenceEqual(unreadable)
                ? $"reported as unreadable: {(reported.Count == 0 ? "nothing" : string.Join(", ", reported))}"
            : client.Checkpoint is null ? "no checkpoint was found, and one can be read"
            : !client.Checkpoint.AsSpan().SequenceEqual(from.Content) ? $"the content is not that of {from.File}"
            : Opening.Judge(client.Recovered, behind, behind.Count, behind.Count)
                ?? Enumerable
                    .Range(0, from.Before)
                    .Where(LiveRecords.IsLive)
                    .Select(number => Read(opened, journal.Records[number], lost))
                    .FirstOrDefault(broken => broken is not null);
    }

    private static string? Read(Journal opened, WrittenRecord written, LostRecord? lost)
    {
        var isLost = written.Lsn == lost?.Lsn;
        try
        {
            return !WrittenRecord.Of(opened.Read(written.Lsn, new RecordBlock(), RecordBlock.LeastBytes)).IsSameAs(written)
                    ? $"the needed record at {written.Lsn} is another one than was written"
                : isLost ? $"the damaged record at {written.Lsn} was read as if it were whole"
                : null;
        }
        catch (StorageCorruptedException corrupted)
        {
            return !isLost ? $"the needed record at {written.Lsn} is whole and cannot be read: {corrupted.Message}"
                : Path.GetFileName(corrupted.File) != lost!.File || corrupted.Offset != lost.Block
                    ? $"the damage was reported in {Path.GetFileName(corrupted.File)} at byte {corrupted.Offset}"
                : null;
        }
    }
}

/// <summary>A record that a flip has damaged.</summary>
/// <param name="Lsn">Its position.</param>
/// <param name="File">The file that it stands in.</param>
/// <param name="Block">Where its block begins there, which the report has to name.</param>
internal sealed record LostRecord(long Lsn, string File, long Block);

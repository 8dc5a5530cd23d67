using Waybill.Storage;
using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;

namespace Waybill.Crash.Journals;

/// <summary>Opens damaged copies and says what is wrong with what came of it; null when nothing is.</summary>
/// <param name="wiring">What the journal sees of the device.</param>
internal sealed class Opening(Func<IStorageDevice, IStorageDevice> wiring)
{
    private static readonly byte[] s_more = [1, 2, 3];

    /// <summary>Opens a folder that has to open: with these records and no other, again after its process was killed, and again after one more record.</summary>
    /// <param name="folder">The folder, which is changed.</param>
    /// <param name="written">Every record that may be there, in order.</param>
    /// <param name="atLeast">How many have to be there.</param>
    /// <param name="atMost">How many may be there.</param>
    public async Task<string?> GoesOnAsync(SimulatedDevice folder, IReadOnlyList<WrittenRecord> written, int atLeast, int atMost)
    {
        try
        {
            var first = new KeepingClient();
            SimulatedDevice? killed = null;
            await OpenAndCloseAsync(folder, first, (_, _) => killed = folder.AfterKill());
            if (Judge(first.Recovered, written, atLeast, atMost) is { } broken)
            {
                return broken;
            }

            var second = new KeepingClient();
            await OpenAndCloseAsync(killed!, second, (journal, threads) => second.Append(journal, s_more, threads.TakeTurns));
            return Differs(first.Recovered, second.Recovered) ? "a second opening finds other records than the first"
                : Differs([.. first.Recovered, .. second.Committed.Single().Records], await ReadAsync(killed!))
                    ? "what was committed after the recovery is not what is read back"
                : null;
        }
        catch (StorageCorruptedException corrupted)
        {
            return Unfounded(corrupted);
        }
    }

    /// <summary>Opens a folder that has to open with these records and no other, and finds them there once more.</summary>
    /// <param name="folder">The folder, which is changed.</param>
    /// <param name="expected">What has to be there, in order.</param>
    public async Task<string?> HoldsAsync(SimulatedDevice folder, IReadOnlyList<WrittenRecord> expected)
    {
        try
        {
            var client = new KeepingClient();
            await OpenAndCloseAsync(folder, client);
            return Judge(client.Recovered, expected, expected.Count, expected.Count)
                ?? (Differs(expected, await ReadAsync(folder)) ? "a second opening finds other records than the first" : null);
        }
        catch (StorageCorruptedException corrupted)
        {
            return Unfounded(corrupted);
        }
    }

    /// <summary>Opens a folder that must be refused, for a reason that is checked against what is known, and must not be touched.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="pristine">Its bytes by the files' names.</param>
    /// <param name="written">What was written.</param>
    /// <param name="file">The damaged file.</param>
    /// <param name="offset">Where the report has to say that the damage begins.</param>
    /// <param name="next">The first batch behind the damage; null when there is none.</param>
    public async Task<string?> IsRefusedAsync(
        SimulatedDevice folder,
        IReadOnlyDictionary<string, byte[]> pristine,
        IReadOnlyList<WrittenRecord> written,
        string file,
        long offset,
        long? next
    )
    {
        var operations = folder.Operations.Count;
        var client = new KeepingClient();
        try
        {
            await OpenAndCloseAsync(folder, client);
            return $"no damage was reported; {client.Recovered.Count} records of {written.Count} were recovered";
        }
        catch (StorageCorruptedException refused)
        {
            return folder.Operations.Count != operations || Differs(folder, pristine)
                ? "opening was refused, and something was changed on disk"
                : JudgeReport(refused, client.Recovered, written, file, offset, next);
        }
    }

    /// <summary>Opens a folder, perhaps does something with it, and closes it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="client">Is told what is there.</param>
    /// <param name="use">What is done with the journal, whose threads have turns only when they are given.</param>
    /// <exception cref="StorageCorruptedException">It is refused.</exception>
    public async Task OpenAndCloseAsync(SimulatedDevice folder, KeepingClient client, Action<Journal, TurnsOnDemand>? use = null)
    {
        var threads = new TurnsOnDemand();
        var journal = await Journal.OpenAsync(wiring(folder), client, JournalPlan.OptionsOf(threads));
        use?.Invoke(journal, threads);
        var closing = journal.DisposeAsync();
        threads.Finish();
        await closing;
    }

    /// <summary>The bytes of a folder's files.</summary>
    public static Dictionary<string, byte[]> BytesOf(SimulatedDevice folder) =>
        folder.List().ToDictionary(name => name, name => folder[name].Content.ToArray());

    /// <summary>What is wrong with a damage report; null when nothing is.</summary>
    internal static string? JudgeReport(
        StorageCorruptedException refused,
        IReadOnlyList<WrittenRecord> recovered,
        IReadOnlyList<WrittenRecord> written,
        string file,
        long offset,
        long? next
    )
    {
        // Where the files themselves are wrong, nothing is handed out.
        var readable = written.Count(record => record.Lsn < refused.ReadableUntil);
        return Path.GetFileName(refused.File) != file ? $"the damage was reported in {Path.GetFileName(refused.File)}"
            : refused.Offset != offset ? $"the damage was reported at byte {refused.Offset}, and begins at {offset}"
            : recovered.Count != 0 && recovered.Count != readable
                ? $"{readable} records were called readable, {recovered.Count} were handed out"
            : refused.ReadableUntil % JournalFormat.MinSegmentBytes > offset ? "what is damaged was called readable"
            : refused.ReadableAgainFrom <= refused.ReadableUntil ? $"readable again from {refused.ReadableAgainFrom} on, before the damage"
            : refused.ReadableAgainFrom is null && next is not null ? $"that LSN {next} can be read was not said"
            : refused.ReadableAgainFrom > next ? $"readable again from {refused.ReadableAgainFrom} on, and LSN {next} can be read"
            : Judge(recovered, written, 0, readable);
    }

    /// <summary>What is wrong with what was recovered: a wrong payload, a wrong order, too few or too many.</summary>
    internal static string? Judge(IReadOnlyList<WrittenRecord> recovered, IReadOnlyList<WrittenRecord> written, int atLeast, int atMost)
    {
        var wrong = recovered.Zip(written).TakeWhile(pair => pair.First.IsSameAs(pair.Second)).Count();
        return recovered.Count < atLeast ? $"{atLeast} records have to be there, {recovered.Count} are"
            : recovered.Count > atMost ? $"{atMost} records can be there, {recovered.Count} are"
            : wrong < recovered.Count ? $"record {wrong} is another one than was written"
            : null;
    }

    private static string Unfounded(StorageCorruptedException corrupted) =>
        $"damage was reported where there is none to report: {corrupted.Message}";

    private async Task<IReadOnlyList<WrittenRecord>> ReadAsync(SimulatedDevice folder)
    {
        var client = new KeepingClient();
        (await JournalReader.OpenAsync(wiring(folder), client, JournalPlan.Options)).Dispose();
        return client.Recovered;
    }

    private static bool Differs(IReadOnlyList<WrittenRecord> expected, IReadOnlyList<WrittenRecord> found) =>
        Judge(found, expected, expected.Count, expected.Count) is not null;

    private static bool Differs(SimulatedDevice folder, IReadOnlyDictionary<string, byte[]> pristine) =>
        folder.List().Count != pristine.Count || pristine.Any(file => !folder[file.Key].Content.SequenceEqual(file.Value));
}

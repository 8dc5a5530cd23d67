using System.Buffers.Binary;
using Waybill.Crash.Journals;
using Waybill.Storage;
using Waybill.Storage.Tests.Support;

namespace Waybill.Crash.Torn;

/// <summary>
/// Power cuts while checkpoints are written and old segments are cleaned: what a checkpoint stands for and what came since is all that was confirmed, and every record
/// that is needed can be read.
/// </summary>
internal sealed class CleaningCuts(Report report, Run run)
{
    private const int LossesPerCut = 2;

    // Four segments: the first ones are old when the last is written.
    private const int Bytes = 140_000;
    private const int BatchesPerCheckpoint = 9;

    private readonly Opening _opening = new(run.Wire);

    /// <param name="random">Decides records and losses.</param>
    /// <param name="step">The power is cut at each so-many-th operation.</param>
    /// <returns>How many folders were opened.</returns>
    public async Task<int> RunAsync(Random random, int step)
    {
        var plan = JournalPlan.Create(random, Bytes, 3);
        var (runs, rewritten) = (0, 0);
        bool cut;
        for (var operation = 0; !report.IsDecided; operation += step)
        {
            (cut, rewritten) = await CutAsync(plan, operation, random);
            if (!cut)
            {
                break;
            }

            runs += LossesPerCut;
        }

        if (rewritten == 0 && !report.IsDecided)
        {
            throw new InvalidOperationException("No segment was written anew: the plan cleans nothing.");
        }

        return runs;
    }

    /// <returns>Whether the power was cut, and how many segments were written anew before.</returns>
    private async Task<(bool Cut, int Rewritten)> CutAsync(JournalPlan plan, int operation, Random random)
    {
        var (cut, rewritten) = (false, 0);
        var device = new SimulatedDevice
        {
            Script = next => (cut |= next.Number == operation) ? SimulatedOutcome.CutPower : SimulatedOutcome.Succeed,
        };
        var client = new KeepingClient();
        var live = new LiveRecords(() => client.Attempted);
        try
        {
            await using var journal = await Journal.OpenAsync(run.Wire(device), client, JournalPlan.Options);
            await plan.WriteAsync(
                journal,
                client,
                batch =>
                {
                    if (batch % BatchesPerCheckpoint == BatchesPerCheckpoint - 1)
                    {
                        var count = new byte[sizeof(int)];
                        BinaryPrimitives.WriteInt32LittleEndian(count, client.Attempted.Count);
                        journal.WriteCheckpoint(client.End, [count]);
                        rewritten += journal.Clean(live).Rewritten;
                    }
                }
            );
        }
        catch (Exception exception) when (exception is StorageFaultedException or PowerCutException)
        {
            // The power is gone; what was confirmed before is what counts.
        }

        var confirmed = client.Committed.Sum(batch => batch.Records.Count);
        for (var loss = 0; loss < LossesPerCut && cut; loss++)
        {
            var image = device.AfterPowerCut(random);
            var folder = image.AfterKill();
            var broken =
                await JudgeAsync(folder, client.Attempted, confirmed) ?? await JudgeAsync(folder.AfterKill(), client.Attempted, confirmed);
            if (broken is not null)
            {
                report.Violation(
                    $"power cut at operation {operation} of a journal that is cleaned, {confirmed} records confirmed: {broken}",
                    () => KeptImage.Write("torn", image)
                );
            }
        }

        return (cut, rewritten);
    }

    private async Task<string?> JudgeAsync(SimulatedDevice folder, IReadOnlyList<WrittenRecord> attempted, int confirmed)
    {
        try
        {
            var client = new KeepingClient();
            string? broken = null;
            await _opening.OpenAndCloseAsync(folder, client, (journal, _) => broken = Judge(client, journal, attempted, confirmed));
            return broken;
        }
        catch (StorageCorruptedException corrupted)
        {
            return $"damage was reported where there is none to report: {corrupted.Message}";
        }
    }

    private static string? Judge(KeepingClient client, Journal journal, IReadOnlyList<WrittenRecord> attempted, int confirmed)
    {
        var before = client.Checkpoint is { } content ? BinaryPrimitives.ReadInt32LittleEndian(content) : 0;
        return Opening.Judge(client.Recovered, [.. attempted.Skip(before)], Math.Max(0, confirmed - before), attempted.Count - before)
            ?? Enumerable
                .Range(0, before)
                .Where(LiveRecords.IsLive)
                .Select(number => Read(journal, attempted[number]))
                .FirstOrDefault(broken => broken is not null);
    }

    private static string? Read(Journal journal, WrittenRecord written)
    {
        try
        {
            return WrittenRecord.Of(journal.Read(written.Lsn, new RecordBlock(), RecordBlock.LeastBytes)).IsSameAs(written)
                ? null
                : $"the needed record at {written.Lsn} is another one than was written";
        }
        catch (Exception exception) when (exception is StorageCorruptedException or ArgumentOutOfRangeException)
        {
            return $"the needed record at {written.Lsn} cannot be read: {exception.Message}";
        }
    }
}

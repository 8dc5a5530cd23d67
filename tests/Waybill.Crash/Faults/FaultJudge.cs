using Waybill.Storage.Devices;

namespace Waybill.Crash.Faults;

/// <summary>What must hold after a call has failed; null when it does.</summary>
internal static class FaultJudge
{
    private const int Probe = 1_000_000;

    /// <summary>The child itself: it confirmed nothing after a failed sync, and it worked on or said what was wrong.</summary>
    /// <param name="outcome">What became of it.</param>
    /// <param name="log">What strace saw.</param>
    /// <param name="folder">What an error has to name something in.</param>
    public static string? Judge(FaultOutcome outcome, StraceLog log, string folder)
    {
        var refusals = outcome.Said.Where(entry => entry.Step == Step.Refused).ToList();
        var confirmed = log.AfterFailedSync.Where(entry => entry.Step is Step.Confirmed or Step.Settled).ToList();
        return outcome.ExitCode is not { } exitCode ? "the child hangs"
            : exitCode is not (FaultChild.Done or FaultChild.Failed) || outcome.Said is not [.., { Step: Step.Ended }]
                ? $"the child crashed with exit code {exitCode}: {outcome.Errors}"
            : exitCode == FaultChild.Failed && refusals.Count == 0 ? "the child failed and did not say why"
            : refusals.Any(refusal => !refusal.Text.Contains(folder, StringComparison.Ordinal))
                ? $"an error does not name the folder: {refusals.First(refusal => !refusal.Text.Contains(folder, StringComparison.Ordinal)).Text}"
            : confirmed.Count > 0 ? $"'{confirmed[0]}' after a sync that failed"
            : null;
    }

    /// <summary>What it leaves: the folder opens, holds what was confirmed, works, and opens again.</summary>
    public static async Task<string?> JudgeFolderAsync(FaultLedger ledger, string folder)
    {
        try
        {
            IReadOnlyList<int> stored;
            await using (var broker = await FaultBroker.OpenAsync(new DirectoryDevice(folder)))
            {
                stored = await broker.NumbersAsync();
                if (ledger.Judge(stored) is { } broken)
                {
                    return broken;
                }

                await broker.PublishAsync(Probe);
            }

            await using var again = await FaultBroker.OpenAsync(new DirectoryDevice(folder));
            return (await again.NumbersAsync()).SequenceEqual([.. stored, Probe])
                ? null
                : "a second opening finds other messages than the first";
        }
        catch (Exception exception) when (exception is WaybillException or IOException)
        {
            return $"the folder cannot be opened again: {exception.Message}";
        }
    }
}

using System.Diagnostics;
using Waybill.Crash.Processes;

namespace Waybill.Crash.Kill;

/// <summary>
/// Children that live and are killed one after the other in one folder: starts one, reads what it tells, kills it at a random moment; at last lets one drain the queues.
/// </summary>
internal sealed class KillSeries(Report report, Run run, Random random)
{
    private const int MaxLinesBeforeKill = 6_000;

    // Every life leaves kept messages and numbers behind, and a run of thousands is to cost each of them the same.
    private const int MaxLives = 500;

    private const int KilledExitCode = 128 + 9;

    // Only what hangs says nothing for so long.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    public Ledger Ledger { get; } = new();

    /// <param name="most">How many children may be killed.</param>
    /// <returns>How many were.</returns>
    public int Execute(int most)
    {
        var folder = Directory.CreateTempSubdirectory("waybill-kill-").FullName;
        var lives = 0;
        string? broken = null;
        for (; lives < Math.Min(most, MaxLives) && broken is null && Ledger.Violations.Count == 0; lives++)
        {
            broken = RunChild(
                [folder, "--first", $"{Numbering.FirstOf(lives)}", .. run.ChildArguments],
                Moment.Draw(random, MaxLinesBeforeKill)
            );
        }

        if (broken is null && Ledger.Violations.Count == 0)
        {
            broken = RunChild([folder, .. run.ChildArguments], Moment.Never);
            if (broken is null)
            {
                Ledger.CheckDrained();
            }
        }

        foreach (var violation in broken is null ? Ledger.Violations : [broken, .. Ledger.Violations])
        {
            report.Violation(violation);
        }

        if ((broken is not null || Ledger.Violations.Count > 0) && run.KeepsData)
        {
            report.Say($"the data is kept in {folder}");
        }
        else
        {
            Directory.Delete(folder, recursive: true);
        }

        return lives;
    }

    /// <returns>What is wrong with a child that ended by itself or hung; null: it was killed, or had emptied the queues when it was to do so.</returns>
    private string? RunChild(IEnumerable<string> arguments, Moment end)
    {
        Ledger.BeginChild();
        using var child = Process.Start(StartInfo(arguments))!;
        var timer = new Timer(_ => child.Kill(), null, s_limit, Timeout.InfiniteTimeSpan);
        var errors = child.StandardError.ReadToEndAsync();
        var (lines, opens) = (0, false);
        var isTimed = end.Said is null && end != Moment.Never;
        // What the pipe still holds after the kill was written before it, and counts.
        while (child.StandardOutput.ReadLine() is { } line && Entry.TryParse(line, out var entry) && entry.Kind != EntryKind.Drained)
        {
            if (entry.Kind == EntryKind.Opening)
            {
                opens = true;
                timer.Change(isTimed ? end.After : s_limit, Timeout.InfiniteTimeSpan);
                continue;
            }

            Ledger.Add(entry);
            if (++lines == end.Said)
            {
                child.Kill();
            }
            else if (!isTimed)
            {
                timer.Change(s_limit, Timeout.InfiniteTimeSpan);
            }
        }

        child.WaitForExit();
        // It may be about to kill what it finds dead, and must not find it disposed of.
        timer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return child.ExitCode is not (0 or KilledExitCode) || (child.ExitCode == 0 && end != Moment.Never)
                ? $"a child ended by itself with exit code {child.ExitCode}: {errors.Result}"
            : !opens || lines < end.Said || (end == Moment.Never && child.ExitCode != 0)
                ? $"a child said nothing for {s_limit} after {lines} lines"
            : null;
    }

    private static ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        string[] command = [.. ChildProcess.Command, "child", "--data", .. arguments];
        return new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }
}

using System.Diagnostics;
using Waybill.Crash.Processes;

namespace Waybill.Crash.Kill;

/// <summary>The parent: starts a child, reads what it tells, kills it after a random number of lines; at last lets one drain the queues.</summary>
internal static class KillRun
{
    private const int MaxLinesBeforeKill = 6_000;

    /// <summary>Every child numbers its work from here on, so that no number is used twice, whatever a kill left unsaid.</summary>
    private const long NumbersPerChild = 1_000_000_000;

    /// <param name="cycles">How many children are killed.</param>
    /// <param name="run">How it is run.</param>
    /// <returns>0 when no rule was broken, else 1.</returns>
    public static int Execute(int cycles, Run run)
    {
        var report = new Report("kill", run);
        var random = new Random(run.Seed);
        var folder = Directory.CreateTempSubdirectory("waybill-kill-").FullName;
        var ledger = new Ledger();
        var cycle = 0;
        var works = true;
        for (; cycle < cycles && works && ledger.Violations.Count == 0; cycle++)
        {
            works = RunChild(
                ledger,
                report,
                [folder, "--first", $"{cycle * NumbersPerChild}", .. run.ChildArguments],
                random.Next(1, MaxLinesBeforeKill)
            );
        }

        if (
            works
            && ledger.Violations.Count == 0
            && RunChild(ledger, report, [folder, .. run.ChildArguments], killAfterLines: int.MaxValue)
        )
        {
            ledger.CheckDrained();
        }

        foreach (var violation in ledger.Violations)
        {
            report.Violation(violation);
        }

        report.Say($"{ledger.Confirmed} confirmed, {ledger.Settled} settled");
        if (report.Violations > 0 && run.KeepsData)
        {
            report.Say($"the data is kept in {folder}");
        }
        else
        {
            Directory.Delete(folder, recursive: true);
        }

        return report.End(cycle);
    }

    /// <returns>False: the child ended by itself with an error, and so would the next one.</returns>
    private static bool RunChild(Ledger ledger, Report report, IEnumerable<string> arguments, int killAfterLines)
    {
        ledger.BeginChild();
        using var child = Process.Start(StartInfo(arguments))!;
        var errors = child.StandardError.ReadToEndAsync();
        var lines = 0;
        // What the pipe still holds after the kill was written before it, and counts.
        while (child.StandardOutput.ReadLine() is { } line && Entry.TryParse(line, out var entry))
        {
            if (entry.Kind == EntryKind.Drained)
            {
                break;
            }

            ledger.Add(entry);
            if (++lines == killAfterLines)
            {
                child.Kill();
            }
        }

        child.WaitForExit();
        if (child.ExitCode == 0 || lines >= killAfterLines)
        {
            return true;
        }

        report.Violation($"a child ended by itself with exit code {child.ExitCode}: {errors.Result}");
        return false;
    }

    private static ProcessStartInfo StartInfo(IEnumerable<string> arguments)
    {
        string[] command = [.. ChildProcess.Command, "child", "--data", .. arguments];
        return new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }
}

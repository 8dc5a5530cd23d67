using System.Diagnostics;

namespace Waybill.Crash.Kill;

/// <summary>The parent: starts a child, reads what it tells, kills it after a random number of lines; at last lets one drain the queues.</summary>
public static class KillRun
{
    private const int MaxLinesBeforeKill = 6_000;

    /// <summary>Every child numbers its work from here on, so that no number is used twice, whatever a kill left unsaid.</summary>
    private const long NumbersPerChild = 1_000_000_000;

    /// <returns>0 when no rule was broken, else 1.</returns>
    public static int Execute(int cycles, int seed, TextWriter output)
    {
        output.WriteLine($"kill: seed {seed}");
        var random = new Random(seed);
        var folder = Directory.CreateTempSubdirectory("waybill-kill-").FullName;
        var ledger = new Ledger();
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            RunChild(ledger, folder, cycle * NumbersPerChild, random.Next(1, MaxLinesBeforeKill));
        }

        RunChild(ledger, folder, first: null, killAfterLines: int.MaxValue);
        ledger.CheckDrained();

        foreach (var violation in ledger.Violations.Take(20))
        {
            output.WriteLine($"kill: {violation}");
        }

        output.WriteLine($"kill: {ledger.Confirmed} confirmed, {ledger.Settled} settled");
        output.WriteLine($"kill: {cycles} runs, {ledger.Violations.Count} violations");
        if (ledger.Violations.Count > 0)
        {
            output.WriteLine($"kill: the data is kept in {folder}");
            return 1;
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static void RunChild(Ledger ledger, string folder, long? first, int killAfterLines)
    {
        ledger.BeginChild();
        using var child = Process.Start(StartInfo(folder, first))!;
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
        if (child.ExitCode != 0 && lines < killAfterLines)
        {
            throw new InvalidOperationException($"The child ended by itself with exit code {child.ExitCode}; its data is in {folder}.");
        }
    }

    private static ProcessStartInfo StartInfo(string folder, long? first)
    {
        var assembly = typeof(KillRun).Assembly.Location;
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        string[] arguments = [assembly, "child", "--data", folder];
        foreach (var argument in first is null ? arguments : [.. arguments, "--first", $"{first}"])
        {
            info.ArgumentList.Add(argument);
        }

        return info;
    }
}

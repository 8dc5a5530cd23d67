using System.Diagnostics;
using Waybill.Crash.Processes;

namespace Waybill.Crash.Poison;

/// <summary>The parent: starts a child again and again until one ends by itself, and looks at what became of every job.</summary>
internal static class PoisonRun
{
    private const int Jobs = 60;

    // Each way to end a process, once.
    private const string Kinds = "123";

    private const int CrashLimit = 3;

    // Each poison ends one process among others and as many alone as the limit says; then one process does the rest.
    private const int MostStarts = (3 * (CrashLimit + 1)) + 1;

    private static readonly string s_death = $"DeliveryLimit The process ended {CrashLimit} times while this message was handled alone.";

    /// <param name="rounds">How many folders are poisoned.</param>
    /// <param name="run">How it is run.</param>
    /// <returns>0 when no rule was broken, else 1.</returns>
    public static int Execute(int rounds, Run run)
    {
        var report = new Report("poison", run);
        var random = new Random(run.Seed);
        for (var round = 0; round < rounds; round++)
        {
            var folder = Directory.CreateTempSubdirectory("waybill-poison-").FullName;
            var before = report.Violations;
            RunFolder(folder, Poisoned(random), report);
            if (report.Violations > before && run.KeepsData)
            {
                report.Say($"the data is kept in {folder}");
            }
            else
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return report.End(rounds);
    }

    /// <summary>What each job does to its process, one digit a job.</summary>
    private static string Poisoned(Random random)
    {
        var jobs = new string('0', Jobs).ToCharArray();
        foreach (var kind in Kinds)
        {
            int place;
            do
            {
                place = random.Next(Jobs);
            } while (jobs[place] != '0');

            jobs[place] = kind;
        }

        return new string(jobs);
    }

    private static void RunFolder(string folder, string jobs, Report report)
    {
        var lines = new List<string>();
        var starts = 0;
        int exitCode;
        do
        {
            starts++;
            exitCode = RunChild(folder, starts == 1 ? jobs : null, lines);
        } while (exitCode != 0 && starts < MostStarts);

        report.Say($"{jobs}: {starts} starts");
        if (exitCode != 0 || lines[^1] != "Z")
        {
            report.Violation($"the child still ends with exit code {exitCode} after {starts} starts");
            return;
        }

        for (var number = 0; number < Jobs; number++)
        {
            var handled = lines.Contains($"H{number}");
            var letters = lines.Where(line => line.StartsWith($"X{number} ", StringComparison.Ordinal)).ToList();
            if (jobs[number] == '0' && (!handled || letters.Count > 0))
            {
                report.Violation($"job {number} is harmless; handled: {handled}, dead letters: {string.Join("; ", letters)}");
            }
            else if (jobs[number] != '0' && (handled || letters is not [var letter] || letter != $"X{number} {s_death}"))
            {
                report.Violation($"job {number} is poison; handled: {handled}, dead letters: {string.Join("; ", letters)}");
            }
        }
    }

    private static int RunChild(string folder, string? jobs, List<string> lines)
    {
        string[] command = [.. ChildProcess.Command, "poison-child", "--data", folder, .. jobs is null ? (string[])[] : ["--jobs", jobs]];
        using var child = Process.Start(
            new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        // An overflowing stack is written down at length, and nobody wants to read it.
        var errors = child.StandardError.BaseStream.CopyToAsync(Stream.Null);
        while (child.StandardOutput.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        child.WaitForExit();
        errors.GetAwaiter().GetResult();
        return child.ExitCode;
    }
}

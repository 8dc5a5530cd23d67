using System.Diagnostics;

namespace Waybill.Crash.Processes;

/// <summary>
/// This program once more, as the process that something happens to. What it says goes to a file, not to a pipe: a file holds what was said at any moment, whoever has
/// stopped.
/// </summary>
internal static class ChildProcess
{
    /// <summary>What starts this program.</summary>
    public static string[] Command { get; } = ["dotnet", typeof(ChildProcess).Assembly.Location];

    /// <summary>Starts a command whose output and errors go to files.</summary>
    public static Process Start(string outputFile, string errorFile, IEnumerable<string> command)
    {
        var info = new ProcessStartInfo("sh");
        foreach (
            var argument in (string[])
                ["-c", "output=$1; errors=$2; shift 2; exec \"$@\" >\"$output\" 2>\"$errors\"", "sh", outputFile, errorFile, .. command]
        )
        {
            info.ArgumentList.Add(argument);
        }

        return Process.Start(info)!;
    }

    /// <summary>The whole lines of a file; one without an end may still be on its way.</summary>
    public static IReadOnlyList<string> Lines(string file)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n')[..^1];
    }
}

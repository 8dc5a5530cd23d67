using System.Diagnostics;

namespace Waybill.Crash.Processes;

/// <summary>
/// This program once more, as the process that something happens to; killed when it is disposed. What it says goes to a file, not to a pipe: a file holds what was said
/// at any moment, whoever has stopped.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private const string Redirect = "output=$1; errors=$2; shift 2; exec \"$@\" >\"$output\" 2>\"$errors\"";

    private readonly Process _process;

    /// <summary>Starts a command whose output and errors go to files.</summary>
    public ChildProcess(string outputFile, string errorFile, IEnumerable<string> command) =>
        _process = Process.Start(new ProcessStartInfo("sh", ["-c", Redirect, "sh", outputFile, errorFile, .. command]))!;

    /// <summary>What starts this program.</summary>
    public static string[] Command { get; } = ["dotnet", typeof(ChildProcess).Assembly.Location];

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <returns>False: it did not end in time.</returns>
    public bool WaitForExit(TimeSpan limit) => _process.WaitForExit(limit);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
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

using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Waybill.Crash.Processes;

/// <summary>
/// This program once more, as the process that something happens to; killed when it is disposed. What it says goes to a file, not to a pipe: a file holds what was said
/// at any moment, whoever has stopped.
/// </summary>
internal sealed partial class ChildProcess : IDisposable
{
    private const string Redirect = "output=$1; errors=$2; shift 2; exec \"$@\" >\"$output\" 2>\"$errors\"";

    // signal(7), waitid(2), and the layout of siginfo_t on Linux. Whoever is left waitable is still there for the runtime's own wait.
    private const int SigStop = 19;
    private const int ProcessById = 1;
    private const int Stopped = 2;
    private const int Exited = 4;
    private const int LeaveWaitable = 0x0100_0000;
    private const int SigInfoBytes = 128;
    private const int SigInfoCode = 8;
    private const int ChildStopped = 5;

    private readonly Process _process;

    /// <summary>Starts a command whose output and errors go to files.</summary>
    public ChildProcess(string outputFile, string errorFile, IEnumerable<string> command) =>
        _process = Process.Start(new ProcessStartInfo("sh", ["-c", Redirect, "sh", outputFile, errorFile, .. command]))!;

    /// <summary>What starts this program: itself where it is native code, else what runs it.</summary>
    public static string[] Command { get; } =
        RuntimeFeature.IsDynamicCodeSupported
            ? ["dotnet", Path.Combine(AppContext.BaseDirectory, $"{typeof(ChildProcess).Assembly.GetName().Name}.dll")]
            : [Environment.ProcessPath!];

    public int ExitCode => _process.ExitCode;

    /// <returns>False: it did not end in time.</returns>
    public bool WaitForExit(TimeSpan limit) => _process.WaitForExit(limit);

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Stops every thread. One in a system call stops when that ends: until then the disk may get more, and nobody is told.</summary>
    /// <returns>False: it has ended by itself.</returns>
    public bool StandStill()
    {
        // Who has ended is not told of a signal, and is waited for all the same.
        _ = Signal(_process.Id, SigStop);
        Span<byte> info = stackalloc byte[SigInfoBytes];
        if (
            WaitFor(ProcessById, _process.Id, ref MemoryMarshal.GetReference(info), Stopped | Exited | LeaveWaitable) == 0
            && BinaryPrimitives.ReadInt32LittleEndian(info[SigInfoCode..]) == ChildStopped
        )
        {
            return true;
        }

        _process.WaitForExit();
        return false;
    }

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

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "waitid")]
    private static partial int WaitFor(int kind, int process, ref byte info, int options);
}

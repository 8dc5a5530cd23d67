using System.Diagnostics;
using System.Globalization;
using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Startup;

/// <summary>A program that starts, says when its first message has been handled, and ends. Its folder is kept, as a service's would be.</summary>
/// <param name="name">Whose program it is.</param>
/// <param name="kind">Appended to the cases' names.</param>
/// <param name="path">The executable; its arguments are <c>startup</c> and the folder.</param>
internal sealed class StartupSubject(string name, string kind, string path) : Subject(name)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("waybill-bench-").FullName;

    public override async ValueTask<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(path, ["startup", _folder]) { RedirectStandardOutput = true })!;
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(patience.Token);
            var handled = clock.Elapsed.TotalMilliseconds;
            await process.WaitForExitAsync(patience.Token);
            var ended = clock.Elapsed.TotalMilliseconds;
            if (line is null || process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{path} ended with {process.ExitCode} and said '{line}'.");
            }

            var allocated = AllocatedIn(line);
            return [new Figure($"handled{kind}", handled, allocated), new Figure($"exit{kind}", ended, allocated)];
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public override ValueTask CloseAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    // "handled 123": the bytes that the process has allocated. Another line says nothing of it.
    private static double AllocatedIn(string line) =>
        line.Split(' ') is ["handled", var bytes] ? double.Parse(bytes, CultureInfo.InvariantCulture) : 0;
}

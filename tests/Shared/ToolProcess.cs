using System.Diagnostics;

namespace Waybill.Tests;

/// <summary>One run of a program to its end.</summary>
internal sealed record ToolProcess(int ExitCode, string Output, string Errors)
{
    public IEnumerable<string> Lines =>
        (Output + Errors).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs a program; kills it, with what it started, when it takes longer than only a hang would.</summary>
    public static async Task<ToolProcess> RunAsync(string program, IEnumerable<string> arguments, TimeSpan hangGuard)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the test runner's own process was told must not reach builds inside it.
        foreach (var name in info.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            info.Environment.Remove(name);
        }

        using var process = Process.Start(info)!;
        using var guard = new CancellationTokenSource(hangGuard);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(guard.Token);
            var errors = process.StandardError.ReadToEndAsync(guard.Token);
            await process.WaitForExitAsync(guard.Token);
            return new ToolProcess(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}

using System.Diagnostics;

namespace OrderPipeline.Tests;

/// <summary>One run of the sample.</summary>
internal sealed record SampleProcess(int ExitCode, string Output, string Errors)
{
    private static readonly string s_sample = typeof(Orders).Assembly.Location;
    private static readonly TimeSpan s_hangGuard = TimeSpan.FromMinutes(2);

    public static async Task<SampleProcess> RunAsync(params string[] arguments) => await RunAsync(input: null, arguments);

    public static async Task<SampleProcess> RunAsync(string? input, string[] arguments)
    {
        using var process = Start(arguments);
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
        }

        process.StandardInput.Close();
        return await CompleteAsync(process);
    }

    public static Process Start(params string[] arguments) => Start(arguments, temporary: null);

    /// <param name="arguments">The command line.</param>
    /// <param name="temporary">Where its temporary folders go; null for the usual place.</param>
    public static Process Start(string[] arguments, string? temporary)
    {
        var info = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.ArgumentList.Add(s_sample);
        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        if (temporary is not null)
        {
            info.Environment["TMPDIR"] = temporary;
        }

        return Process.Start(info)!;
    }

    /// <summary>Asks a run to stop, as a service manager does, and waits for its end.</summary>
    public static async Task<SampleProcess> StopAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        return await CompleteAsync(process);
    }

    public static async Task<SampleProcess> CompleteAsync(Process process)
    {
        using var guard = new CancellationTokenSource(s_hangGuard);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(guard.Token);
            var errors = process.StandardError.ReadToEndAsync(guard.Token);
            await process.WaitForExitAsync(guard.Token);
            return new SampleProcess(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}

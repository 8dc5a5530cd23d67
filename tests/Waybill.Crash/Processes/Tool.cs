using System.ComponentModel;
using System.Diagnostics;

namespace Waybill.Crash.Processes;

/// <summary>Runs programs of the system.</summary>
internal static class Tool
{
    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="ToolException">It cannot be run, or ended with an error.</exception>
    public static string Run(string program, params IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(info)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output.Trim()
                : throw new ToolException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {errors.Result.Trim()}");
        }
        catch (Win32Exception exception)
        {
            throw new ToolException($"{program} cannot be run: {exception.Message}");
        }
    }

    /// <summary>Why something cannot be done here; null when it can.</summary>
    public static string? Try(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception exception) when (exception is ToolException or PlatformNotSupportedException)
        {
            return exception.Message;
        }
    }
}

/// <summary>A program of the system is missing or has failed.</summary>
internal sealed class ToolException(string message) : Exception(message);

using System.Diagnostics;

namespace Waybill.Package.Tests;

/// <summary>One run of <c>dotnet</c>.</summary>
internal sealed record Command(int ExitCode, string Output)
{
<<<<<<< HEAD
    private static readonly TimeSpan s_hangGuard = TimeSpan.FromMinutes(5);
=======
    private static readonly TimeSpan s_hangGuard = TimeSpan.FromMinutes(15);
>>>>>>> 8b2225925036ec121234df4567a6df7d3e17094c

    // The test may itself run under the SDK, whose own paths must not reach the one that is started here.
    private static readonly string[] s_inherited =
    [
        "MSBuildSDKsPath",
        "MSBuildExtensionsPath",
        "MSBUILD_EXE_PATH",
        "MSBuildLoadMicrosoftTargetsReadOnly",
    ];

    /// <summary>Runs to the end. No server of the SDK stays behind.</summary>
    public static async Task<Command> DotnetAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
<<<<<<< HEAD
        using var guard = new CancellationTokenSource(s_hangGuard);
        using var process = Process.Start(StartInfo(folder, environment, arguments))!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(guard.Token);
            var errors = process.StandardError.ReadToEndAsync(guard.Token);
            await process.WaitForExitAsync(guard.Token);
            return new Command(process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>How <c>dotnet</c> is started, with both of its outputs to be read.</summary>
    public static ProcessStartInfo StartInfo(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
=======
>>>>>>> 8b2225925036ec121234df4567a6df7d3e17094c
        var info = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in s_inherited)
        {
            info.Environment.Remove(name);
        }

        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        info.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        info.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        info.Environment["DOTNET_NOLOGO"] = "1";
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

<<<<<<< HEAD
        return info;
=======
        using var guard = new CancellationTokenSource(s_hangGuard);
        using var process = Process.Start(info)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(guard.Token);
            var errors = process.StandardError.ReadToEndAsync(guard.Token);
            await process.WaitForExitAsync(guard.Token);
            return new Command(process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
>>>>>>> 8b2225925036ec121234df4567a6df7d3e17094c
    }

    public Command AssertSucceeded()
    {
        Assert.True(ExitCode == 0, Output);
        return this;
    }
}

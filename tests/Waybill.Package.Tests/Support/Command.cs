using System.Diagnostics;

namespace Waybill.Package.Tests;

/// <summary>One run of <c>dotnet</c>.</summary>
internal sealed record Command(int ExitCode, string Output)
{
    private static readonly TimeSpan s_hangGuard = TimeSpan.FromMinutes(15);

    // The test may itself run under the SDK, whose own paths must not reach the one that is started here.
    private static readonly string[] s_inherited =
    [
        "MSBuildSDKsPath",
        "MSBuildExtensionsPath",
        "MSBUILD_EXE_PATH",
        "MSBuildLoadMicrosoftTargetsReadOnly",
    ];

    /// <summary>Runs to the end. No server of the SDK stays behind.</summary>
    public static Task<Command> DotnetAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        RunAsync("dotnet", folder, environment, arguments);

    /// <summary>The same for another program.</summary>
    public static async Task<Command> RunAsync(
        string program,
        string folder,
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    )
    {
        using var guard = new CancellationTokenSource(s_hangGuard);
        var info = StartInfo(folder, environment, arguments);
        info.FileName = program;
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
    }

    /// <summary>How <c>dotnet</c> is started, with both of its outputs to be read.</summary>
    public static ProcessStartInfo StartInfo(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
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

        return info;
    }

    public Command AssertSucceeded()
    {
        Assert.True(ExitCode == 0, Output);
        return this;
    }
}

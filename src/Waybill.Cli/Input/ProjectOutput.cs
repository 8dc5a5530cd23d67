using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Waybill.Cli.Input;

/// <summary>Asks the SDK what a project builds.</summary>
internal static class ProjectOutput
{
    /// <summary>The path of the assembly that the project builds, whether it is there or not, and those of its sources.</summary>
    /// <exception cref="InputException">The project cannot be read.</exception>
    public static async Task<(string Assembly, IReadOnlyList<string> Sources)> FindAsync(
        string project,
        string configuration,
        CancellationToken cancellationToken
    )
    {
        var answer = await RunAsync(
            ["msbuild", project, "-getProperty:TargetPath", "-getItem:Compile", $"-p:Configuration={configuration}"],
            cancellationToken
        );
        var evaluated = JsonNode.Parse(answer)!;
        var path = (string?)evaluated["Properties"]!["TargetPath"];
        return string.IsNullOrEmpty(path)
            ? throw new InputException(
                $"{project} builds for several frameworks. Name one of the assemblies that it builds: bin/…/{Path.GetFileNameWithoutExtension(project)}.dll"
            )
            : (path, [.. evaluated["Items"]!["Compile"]!.AsArray().Select(static item => (string)item!["FullPath"]!)]);
    }

    /// <summary>The projects that a project references, and those that these do, each once. Of what does not lie there nothing is known.</summary>
    /// <exception cref="InputException">One cannot be read.</exception>
    public static async Task<IReadOnlyList<string>> ReferencesAsync(
        string project,
        string configuration,
        CancellationToken cancellationToken
    )
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { Path.GetFullPath(project) };
        var open = new Queue<string>(seen);
        while (open.TryDequeue(out var next))
        {
            var answer = await RunAsync(
                ["msbuild", next, "-getItem:ProjectReference", $"-p:Configuration={configuration}"],
                cancellationToken
            );
            var references = JsonNode.Parse(answer)!["Items"]!["ProjectReference"]!.AsArray();
            foreach (var path in references.Select(static item => (string)item!["FullPath"]!).Where(File.Exists).Where(seen.Add))
            {
                open.Enqueue(path);
            }
        }

        return [.. seen.Skip(1)];
    }

    /// <summary>Builds the project, with the rules about the lock file silent: what they refuse is about to be accepted.</summary>
    /// <exception cref="InputException">It does not build.</exception>
    public static Task BuildAsync(string project, string configuration, CancellationToken cancellationToken) =>
        RunAsync(
            ["build", project, "--configuration", configuration, "-p:WaybillAcceptSchema=true", "-v", "q", "-nologo", "-clp:ErrorsOnly"],
            cancellationToken
        );

    private static async Task<string> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_NOLOGO"] = "true";
        using var process = Start(start);
        await using var end = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? output
            : throw new InputException(
                $"'dotnet {string.Join(' ', arguments)}' failed:{Environment.NewLine}{output}{await errors}".TrimEnd()
            );
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new InputException("'dotnet' cannot be started. Install the .NET SDK, or name an assembly.");
        }
    }
}

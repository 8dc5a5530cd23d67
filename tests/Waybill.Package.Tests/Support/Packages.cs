using System.Globalization;
using System.IO.Compression;

namespace Waybill.Package.Tests;

/// <summary>
/// Everything that <c>dotnet pack</c> makes of the solution, packed once for all tests under a version that no other run has. Packages, consumers and
/// what they extract lie in one temporary folder that goes with it.
/// </summary>
public sealed class Packages : IAsyncLifetime
{
    /// <summary>Stands for where the sources are published. Nothing asks it.</summary>
    public const string RepositoryUrl = "https://github.com/example/waybill";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("waybill-packages-");
    private readonly Dictionary<string, string> _environment = [];

    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.1.0-test.{DateTime.UtcNow.Ticks}");

    public string Feed => Path.Combine(_folder.FullName, "feed");

    public async ValueTask InitializeAsync()
    {
        try
        {
            await PackAsync();
            await PrepareConsumersAsync();
        }
        catch
        {
            // Nobody disposes a fixture that did not come to be.
            await DisposeAsync();
            throw;
        }
    }

    public ZipArchive Open(string package, string extension = "nupkg") =>
        ZipFile.OpenRead(Path.Combine(Feed, $"{package}.{Version}.{extension}"));

    /// <summary>A copy of one of the projects in the folder Consumers, where nothing of this repository is near.</summary>
    /// <param name="name">The project's folder.</param>
    internal Consumer Consume(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, $"{name}-{Guid.NewGuid():N}"));
        var source = Path.Combine(Repository.Consumers, name);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder.FullName, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return new Consumer(folder.FullName, _environment);
    }

    /// <summary>An empty folder whose projects get the packages from the feed.</summary>
    internal Consumer Empty(string name) =>
        new(Directory.CreateDirectory(Path.Combine(_folder.FullName, $"{name}-{Guid.NewGuid():N}")).FullName, _environment);

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    // Builds apart from the tree's own output, so that no other build is disturbed; yet below its root, to which the paths in symbols are relative.
    private async Task PackAsync()
    {
        var build = Path.Combine(Repository.Root, "artifacts", $"package-tests-{Version}");
        try
        {
            string[] command = ["pack", "Generators.sln", "-c", "Release", "-m:2", "--disable-build-servers", "--artifacts-path", build];
            string[] properties =
            [
                $"-p:Version={Version}",
                $"-p:PackageOutputPath={Feed}",
                $"-p:RepositoryUrl={RepositoryUrl}",
                "-p:ContinuousIntegrationBuild=true",
            ];
            (await Command.DotnetAsync(Repository.Root, _environment, [.. command, .. properties])).AssertSucceeded();
        }
        finally
        {
            if (Directory.Exists(build))
            {
                Directory.Delete(build, recursive: true);
            }
        }
    }

    private async Task PrepareConsumersAsync()
    {
        var machine = await Command.DotnetAsync(
            Repository.Root,
            _environment,
            "nuget",
            "locals",
            "global-packages",
            "--list",
            "--force-english-output"
        );
        var machinePackages = machine.AssertSucceeded().Output.Split("global-packages:")[1].Trim();
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <add key="waybill-feed" value="{Feed}" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="machine" value="{machinePackages}" />
              </fallbackPackageFolders>
            </configuration>
            """
        );

        // What the consumers' projects name as properties; NuGet audits nothing here, since it would ask a server.
        _environment["NUGET_PACKAGES"] = Path.Combine(_folder.FullName, "extracted");
        _environment["NuGetAudit"] = "false";
        _environment["WaybillVersion"] = Version;
        _environment["HostingVersion"] = Repository.VersionOf("Microsoft.Extensions.Hosting");
        _environment["XunitVersion"] = Repository.VersionOf("xunit.v3");
    }
}

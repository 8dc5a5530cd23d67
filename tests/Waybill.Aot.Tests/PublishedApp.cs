using System.Reflection;
using System.Runtime.InteropServices;
using Waybill.Tests;

namespace Waybill.Aot.Tests;

/// <summary>
/// The program as native code, published once for the class. Into folders of its own: a publish that finds its work done says nothing of warnings, and a publish
/// among the solution's own outputs would disturb the tests that run beside it.
/// </summary>
public sealed class PublishedApp : IAsyncLifetime
{
    private static readonly TimeSpan _hangGuard = TimeSpan.FromMinutes(15);
    private static readonly string _root = typeof(PublishedApp)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "WaybillRoot")
        .Value!;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("waybill-aot-");
    private string? _missing;
    private ToolProcess? _publish;

    public async ValueTask InitializeAsync()
    {
        _missing = await NativeToolchain.MissingAsync();
        if (_missing is null)
        {
            string[] arguments =
            [
                "publish",
                Path.Combine(_root, "tests", "Waybill.AotApp"),
                "--runtime",
                RuntimeInformation.RuntimeIdentifier,
                "--configuration",
                "Release",
                "--artifacts-path",
                _folder.FullName,
                "--disable-build-servers",
            ];
            _publish = await ToolProcess.RunAsync("dotnet", arguments, _hangGuard);
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The publish; the test that asks ends here when native compilation is not possible on this machine.</summary>
    internal ToolProcess Publish
    {
        get
        {
            RequiredTool.Need(NativeToolchain.Tool, _missing);
            return _publish!;
        }
    }

    /// <summary>The native executable.</summary>
    internal FileInfo Executable
    {
        get
        {
            Assert.True(Publish.ExitCode == 0, Publish.Output + Publish.Errors);
            return new FileInfo(
                Directory.EnumerateFiles(Path.Combine(_folder.FullName, "publish"), "Waybill.AotApp", SearchOption.AllDirectories).Single()
            );
        }
    }

    /// <summary>A folder for one run's data; deleted with the rest.</summary>
    internal string DataFolder() => _folder.CreateSubdirectory("data-" + Guid.NewGuid().ToString("N")).FullName;
}

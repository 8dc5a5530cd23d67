using System.Text.Json.Nodes;
using Waybill.Cli.Tests.Support;
using Waybill.Storage.Devices;

namespace Waybill.Cli.Tests.Journals;

/// <summary>Which output of a project <c>waybill journal dump --schema</c> reads bodies by.</summary>
[Collection(StartsProcesses.Name)]
public sealed class DumpedProjectTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Project => Path.Combine(_folder.Path, "Shop.csproj");

    private string Data => Path.Combine(_folder.Path, "data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_newer_one_of_Debug_and_Release_unless_one_is_named()
    {
        await WriteAsync();
        Build("Debug", 50);
        Assert.Equal("Debug", await FieldAsync());

        Build("Release", 51);
        Assert.Equal("Release", await FieldAsync());
        Assert.Equal("Debug", await FieldAsync("-c", "Debug"));

        File.SetLastWriteTime(OutputOf("Debug"), Time(52));
        Assert.Equal("Debug", await FieldAsync());
        Assert.Equal("Release", await FieldAsync("--configuration", "Release"));
    }

    [Fact]
    public async Task Where_none_is_built_the_error_names_the_folders_that_were_looked_at()
    {
        await WriteAsync();

        var run = (await CommandRun.RunAsync("journal", "dump", Data, "--schema", _folder.Path)).AssertExit(2);
        var named = (await CommandRun.RunAsync("journal", "dump", Data, "--schema", Project, "-c", "Release")).AssertExit(2);

        Assert.Empty(run.Output);
        Assert.Equal(
            $"{Project} is not built: there is no Shop.dll in {FolderOf("Debug")} or {FolderOf("Release")}. Run: dotnet build {Project}",
            run.Errors.Trim()
        );
        Assert.Equal(
            $"{Project} is not built: there is no {OutputOf("Release")}. Run: dotnet build {Project} --configuration Release",
            named.Errors.Trim()
        );
    }

    private string FolderOf(string configuration) => Path.Combine(_folder.Path, "bin", configuration, "net10.0");

    private string OutputOf(string configuration) => Path.Combine(FolderOf(configuration), "Shop.dll");

    // The only field has the configuration's name.
    private void Build(string configuration, int minute)
    {
        Directory.CreateDirectory(FolderOf(configuration));
        var source = $"namespace Shop; [Message] public sealed partial record Order(string {configuration});";
        File.Move(Compiled.Write(source, _folder), OutputOf(configuration));
        File.SetLastWriteTime(OutputOf(configuration), Time(minute));
    }

    private static DateTime Time(int minute) => new(2026, 11, 29, 14, minute, 0, DateTimeKind.Local);

    private async Task<string> FieldAsync(params string[] more)
    {
        var run = (await CommandRun.RunAsync(["journal", "dump", Data, "--queue", "a", "--json", "--schema", Project, .. more])).AssertExit(
            0
        );
        return JsonNode.Parse(run.Output)!["messages"]![0]!["body"]!.AsObject().Single().Key;
    }

    private async Task WriteAsync()
    {
        await File.WriteAllTextAsync(
            Project,
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>",
            TestContext.Current.CancellationToken
        );
        await using var writer = await JournalWriter.OpenAsync(new DirectoryDevice(Data));
        await writer.PublishAsync([0x0A, 1, (byte)'x'], "Shop.Order", "a");
    }
}

using Microsoft.CodeAnalysis;
using Waybill.Cli.Tests.Support;

namespace Waybill.Cli.Tests;

/// <summary>What a project built, its sources and its lock file.</summary>
[Collection(StartsProcesses.Name)]
public sealed class ProjectTargetTests : IDisposable
{
    private const string Order = "namespace Shop; [Message] public sealed partial record Order(string Id);";

    private readonly TempFolder _folder = new();

    private string Project => Path.Combine(_folder.Path, "Shop.csproj");

    private string Source => Path.Combine(_folder.Path, "Order.cs");

    private string Lock => Path.Combine(_folder.Path, "waybill.lock");

    private string Assembly => Path.Combine(_folder.Path, "bin", "Debug", "net10.0", "Shop.dll");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_says_what_it_compared_and_refuses_what_is_older_than_its_sources()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await WriteProjectAsync();
        var accepted = (await CommandRun.RunAsync("schema", "accept", Project, "--no-build")).AssertExit(0);
        var check = (await CommandRun.RunAsync("schema", "check", Project)).AssertExit(0);

        Assert.Contains($"{Lock} is new: 1 messages.", accepted.Output, StringComparison.Ordinal);
        Assert.Equal($"No changes in {Assembly}, built 2026-11-29 14:53, since {Lock}.", check.Output.Trim());

        File.SetLastWriteTime(Source, new DateTime(2026, 11, 29, 14, 54, 0, DateTimeKind.Local));
        var stale = (await CommandRun.RunAsync("schema", "check", Project)).AssertExit(2);
        (await CommandRun.RunAsync("schema", "accept", Project, "--no-build")).AssertExit(2);

        Assert.Empty(stale.Output);
        Assert.Equal(
            $"{Source} is newer than {Assembly}, built 2026-11-29 14:53: what it says now is not in there. Run: dotnet build {Project} --configuration Debug",
            stale.Errors.Trim()
        );

        // What the project does not compile changes nothing.
        File.SetLastWriteTime(Source, new DateTime(2026, 11, 29, 14, 50, 0, DateTimeKind.Local));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "obj"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "obj", "Other.cs"), "", cancellationToken);
        (await CommandRun.RunAsync("schema", "check", Project)).AssertExit(0);
    }

    [Fact]
    public async Task Export_reserves_what_the_lock_file_reserves()
    {
        await WriteProjectAsync();
        await File.WriteAllTextAsync(
            Lock,
            """
            waybill-lock 1

            message	Shop.Order
            field	Shop.Order	1	Id	id	singular	string
            field	Shop.Order	2	Note	note	singular	string
            reserved-number	Shop.Order	7
            reserved-name	Shop.Order	Old

            """.ReplaceLineEndings("\n"),
            TestContext.Current.CancellationToken
        );

        var run = (await CommandRun.RunAsync("schema", "export", Project, "--format", "proto", "--output", _folder.Path)).AssertExit(0);
        var text = await File.ReadAllTextAsync(
            run.Output.Split('\n', StringSplitOptions.TrimEntries)[0],
            TestContext.Current.CancellationToken
        );

        Assert.Contains("  reserved 2, 7;\n  reserved \"note\", \"old\";\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    /// <summary>What a nested message lost, the lock file of the project says that has it, however far away.</summary>
    [Fact]
    public async Task Export_reserves_what_the_lock_files_of_referenced_projects_reserve()
    {
        var contracts = Compiled.Run(
            "namespace Contracts; public enum Unit { Gram = 2 } [Message] public sealed partial record Weight(int Grams, Unit Unit);",
            assembly: "Contracts"
        );
        await WriteProjectAsync(
            "namespace Shop; [Message] public sealed partial record Order(string Id, Contracts.Weight Weight);",
            "Middle/Middle.csproj",
            contracts.ToReference()
        );
        File.Move(Compiled.Write(contracts, _folder), Path.Combine(Path.GetDirectoryName(Assembly)!, "Contracts.dll"));
        await WriteProjectFileAsync("Middle/Middle.csproj", "../Contracts/Contracts.csproj", "../Shop.csproj", "../Missing/Missing.csproj");
        await WriteProjectFileAsync("Contracts/Contracts.csproj");
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "Contracts", "waybill.lock"),
            """
            waybill-lock 1

            enum	Contracts.Unit
            value	Contracts.Unit	1	Pound
            value	Contracts.Unit	2	Gram

            message	Contracts.Weight
            field	Contracts.Weight	1	Grams	grams	singular	int32
            field	Contracts.Weight	2	Unit	unit	singular	enum Contracts.Unit
            field	Contracts.Weight	3	Ounces	ounces	singular	int32

            """.ReplaceLineEndings("\n"),
            TestContext.Current.CancellationToken
        );

        var run = (await CommandRun.RunAsync("schema", "export", Project, "--format", "proto", "--output", _folder.Path)).AssertExit(0);
        var text = string.Concat(
            run.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(File.ReadAllText)
        );

        Assert.Contains("  reserved 3;\n  reserved \"ounces\";\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("  reserved 1;\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_that_fails_says_each_error_once()
    {
        await File.WriteAllTextAsync(
            Project,
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>",
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(Source, "class Order : Missing;", TestContext.Current.CancellationToken);

        var run = (await CommandRun.RunAsync("schema", "accept", Project)).AssertExit(2);

        Assert.Single(System.Text.RegularExpressions.Regex.Matches(run.Errors, "error CS0246"));
    }

    // The assembly is as old as the test says.
    private async Task WriteProjectAsync(string source = Order, string? project = null, params MetadataReference[] references)
    {
        await WriteProjectFileAsync("Shop.csproj", project is null ? [] : [project]);
        await File.WriteAllTextAsync(Source, source, TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(Assembly)!);
        File.Move(Compiled.Write(Compiled.Run(source, references: references), _folder), Assembly);
        File.SetLastWriteTime(Source, new DateTime(2026, 11, 29, 14, 50, 0, DateTimeKind.Local));
        File.SetLastWriteTime(Assembly, new DateTime(2026, 11, 29, 14, 53, 0, DateTimeKind.Local));
    }

    private Task WriteProjectFileAsync(string file, params string[] references)
    {
        var path = Path.Combine(_folder.Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var items = string.Concat(references.Select(reference => $"<ProjectReference Include=\"{reference}\" />"));
        return File.WriteAllTextAsync(
            path,
            $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>{items}</ItemGroup></Project>",
            TestContext.Current.CancellationToken
        );
    }
}

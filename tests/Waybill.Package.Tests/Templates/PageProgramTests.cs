namespace Waybill.Package.Tests.Templates;

/// <summary>The programs that README.md and docs/guide.md show whole build as they are pasted, without a warning, and do what the pages say.</summary>
public sealed class PageProgramTests(Packages packages)
{
    private static readonly TimeSpan s_stopDeadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_readmes_program_ships_its_order()
    {
        var blocks = Blocks("README.md");
        Assert.Equal(["Orders.cs", "Program.cs"], blocks.Select(block => block.File));

        await RunAsync(blocks, "Shipping ORD-001");
    }

    [Fact]
    public async Task The_guides_program_sends_its_parcel() =>
        await RunAsync(Blocks(Path.Combine("docs", "guide.md")).Where(block => block.File == "Program.cs").Take(1), "ORD-1 is on its way");

    [Fact]
    public void The_readme_names_the_versions_that_the_template_names()
    {
        var page = Read("README.md");
        var version = File.ReadAllText(Path.Combine(Repository.Root, "src", "Directory.Build.props")).Split("<Version>")[1].Split('<')[0];

        Assert.Contains($"dotnet add package Waybill --version {version}\n", page, StringComparison.Ordinal);
        var hosting = Repository.VersionOf("Microsoft.Extensions.Hosting");
        Assert.Contains($"dotnet add package Microsoft.Extensions.Hosting --version {hosting}\n", page, StringComparison.Ordinal);
    }

    private async Task RunAsync(IEnumerable<TutorialStep> files, string promised)
    {
        var shop = packages.Consume("PageShop");
        foreach (var file in files)
        {
            await File.WriteAllLinesAsync(shop[file.File!], file.Lines, TestContext.Current.CancellationToken);
        }

        (await shop.BuildAsync()).AssertSucceeded();
        using var program = shop.Start("", "run", "--no-build");
        await program.LineAsync(promised);
        await program.StopAsync(s_stopDeadline);
    }

    private static List<TutorialStep> Blocks(string page) => [.. TutorialStep.Read(Read(page)).Where(block => block.Kind == "csharp")];

    private static string Read(string page) => File.ReadAllText(Path.Combine(Repository.Root, page)).ReplaceLineEndings("\n");
}

namespace Waybill.Package.Tests.Templates;

/// <summary>
/// Does what docs/tutorial.md says: runs its commands, writes its files, and waits for the lines that it promises. The block that makes the packages is the only one
/// that it does not run, because the fixture has made them.
/// </summary>
public sealed class TutorialTests(Packages packages)
{
    private const char AnyText = '…';
    private static readonly TimeSpan s_stopDeadline = TimeSpan.FromSeconds(60);

    private static readonly string s_page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "tutorial.md"));

    [Fact]
    public async Task The_tutorial_works_as_it_is_written()
    {
        var folder = await TemplateFolder.InstallAsync(packages, "tutorial");
        var steps = TutorialStep.Read(s_page);
        var here = "";
        var promises = 0;
        for (var at = 0; at < steps.Count; at++)
        {
            var step = steps[at];
            switch (step.Kind)
            {
                case "csharp":
                    Assert.NotNull(step.File);
                    await File.WriteAllLinesAsync(folder[Path.Combine(here, step.File)], step.Lines, TestContext.Current.CancellationToken);
                    break;
                case "sh":
                    foreach (var line in step.Lines[..^1])
                    {
                        here = await SimpleAsync(folder, here, line);
                    }

                    Assert.Equal("text", steps[++at].Kind);
                    promises += await PromisedAsync(folder, here, step.Lines[^1], steps[at].Lines);
                    break;
                default:
                    Assert.Equal("sh packages", step.Kind);
                    Assert.Equal(0, at);
                    break;
            }
        }

        Assert.True(promises >= 4, $"Only {promises} lines were promised: the page is read wrongly.");
    }

    [Fact]
    public void The_tutorial_installs_the_version_that_is_packed()
    {
        var version = File.ReadAllText(Path.Combine(Repository.Root, "src", "Directory.Build.props")).Split("<Version>")[1].Split('<')[0];

        Assert.Contains($"dotnet new install waybill/packages/Waybill.Templates.{version}.nupkg", s_page, StringComparison.Ordinal);
    }

    // A command that ends by itself; returns the folder that it leaves the reader in.
    private static async Task<string> SimpleAsync(TemplateFolder folder, string here, string line)
    {
        switch (line.Split(' '))
        {
            case ["cd", var target]:
                return Path.Combine(here, target);
            case ["dotnet", "new", .. var arguments]:
                Assert.Equal("", here);
                await folder.NewAsync(arguments);
                return here;
            default:
                Assert.Fail($"The tutorial has a command that this test does not know: {line}");
                return here;
        }
    }

    // A command that runs until Ctrl+C, and the lines that it prints.
    private static async Task<int> PromisedAsync(TemplateFolder folder, string here, string line, string[] promised)
    {
        var words = line.Split(' ');
        Assert.Equal(["dotnet", "run"], words[..2]);
        using var program = folder.Start(here, words[1..]);
        foreach (var expected in promised)
        {
            await program.LineAsync(expected.Split(AnyText));
        }

        await program.StopAsync(s_stopDeadline);
        return promised.Length;
    }
}

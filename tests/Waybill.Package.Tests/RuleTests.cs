namespace Waybill.Package.Tests;

/// <summary>The rules in a build that uses the package.</summary>
public sealed class RuleTests(Packages packages)
{
    [Fact]
    public async Task A_rule_speaks_and_its_severity_is_the_users_to_set()
    {
        var rules = packages.Consume("Rules");

        var strict = await rules.BuildAsync();
        await SetSeverityAsync(rules, "warning");
        var mild = await rules.BuildAsync("--no-restore");
        await SetSeverityAsync(rules, "none");
        var silent = await rules.BuildAsync("--no-restore");

        Assert.NotEqual(0, strict.ExitCode);
        Assert.Contains("Greeting.cs(7,23): error WB1001: ", strict.Output);
        Assert.Contains("Greeting.cs(7,23): warning WB1001: ", mild.AssertSucceeded().Output);
        Assert.DoesNotContain("WB1001", silent.AssertSucceeded().Output);
    }

    [Fact]
    public async Task The_analyzers_alone_work_where_Waybill_is_unknown()
    {
        var alone = packages.Consume("AnalyzersAlone");

        var unknown = await alone.BuildAsync();
        // The rules look for the attribute, not for the assembly that it came from.
        await File.WriteAllTextAsync(
            alone["Known.cs"],
            """
            namespace Waybill
            {
                public sealed class MessageAttribute : System.Attribute;
            }

            namespace Known
            {
                [Waybill.Message]
                public class Open;
            }
            """,
            TestContext.Current.CancellationToken
        );
        var known = await alone.BuildAsync("--no-restore");

        unknown.AssertSucceeded();
        Assert.Equal(["AnalyzersAlone.dll"], Directory.EnumerateFiles(alone.Output("", ""), "*.dll").Select(Path.GetFileName));
        Assert.NotEqual(0, known.ExitCode);
        Assert.Contains("Known.cs(9,18): error WB1001: ", known.Output);
    }

    private static Task SetSeverityAsync(Consumer rules, string severity) =>
        File.WriteAllTextAsync(
            rules[".editorconfig"],
            $"""
            root = true

            [*.cs]
            dotnet_diagnostic.WB1001.severity = {severity}
            """
        );
}

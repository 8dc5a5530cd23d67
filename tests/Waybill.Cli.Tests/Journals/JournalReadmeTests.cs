using System.Text.Json.Nodes;
using Waybill.Cli.Tests.Support;

namespace Waybill.Cli.Tests.Journals;

/// <summary>The tool's README names every field of its JSON.</summary>
public sealed class JournalReadmeTests
{
    [Theory]
    [InlineData("verify")]
    [InlineData("stats")]
    [InlineData("repair", "--dry-run")]
    [InlineData("dump")]
    public async Task Every_field_is_named(params string[] verb)
    {
        var readme = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "src", "Waybill.Cli", "README.md"),
            TestContext.Current.CancellationToken
        );
        using var torn = await DamagedFolder.WriteAsync();
        torn.TearTail();
        using var damaged = await DamagedFolder.WriteAsync();
        damaged.Damage("sparse record");

        var fields = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var folder in (string[])[torn.Path, damaged.Path])
        {
            var output = (await CommandRun.RunAsync(["journal", verb[0], folder, .. verb[1..], "--json"])).Output;
            foreach (var json in verb[0] == "dump" ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [output])
            {
                Collect(JsonNode.Parse(json), fields);
            }
        }

        Assert.NotEmpty(fields);
        Assert.All(fields, field => Assert.Contains($"`{field}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_it_says_of_dump_and_a_damaged_checkpoint_is_so()
    {
        var readme = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "src", "Waybill.Cli", "README.md"),
            TestContext.Current.CancellationToken
        );
        using var folder = await DamagedFolder.WriteAsync();
        folder.Damage("older checkpoint");

        var run = (await CommandRun.RunAsync("journal", "dump", folder.Path)).AssertExit(1);

        Assert.NotEmpty(run.Errors);
        Assert.Contains(
            "| something is damaged; a damaged checkpoint is no record, and is named on standard error |",
            readme,
            StringComparison.Ordinal
        );
    }

    private static void Collect(JsonNode? json, SortedSet<string> fields)
    {
        switch (json)
        {
            case JsonObject item:
                foreach (var (name, value) in item)
                {
                    fields.Add(name);
                    Collect(value, fields);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Collect(item, fields);
                }

                break;
        }
    }
}

using Waybill.Cli.Tests.Support;
using Waybill.Schemas;

namespace Waybill.Cli.Tests.Evolution;

/// <summary>
/// Both versions of every change at work: the old program's code reads what the new one wrote, and the reverse, in Protobuf and in JSON. And the page says the same verdict.
/// </summary>
public sealed class EvolutionTests
{
    private static readonly string s_page = Path.Combine(Repository.Root, "docs", "format", "schema-evolution.md");

    public static TheoryData<string> Names => [.. Changes.All.Select(change => change.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_change_has_the_verdict_and_readers_see_what_the_page_says(string name)
    {
        var change = Changes.All.Single(change => change.Name == name);
        using var folder = new TempFolder();
        using var old = new Version(change.Old, change.OldSample, folder);
        using var @new = new Version(change.New, change.NewSample, folder);

        var verdict = SchemaComparison.Compare(old.Schema, @new.Schema).Select(found => found.Verdict).DefaultIfEmpty().Max();

        Assert.Equal(
            (change.Verdict, change.OldSees, change.NewSees, change.OldSeesJson, change.NewSeesJson),
            (verdict, old.Read(@new.Write()), @new.Read(old.Write()), old.ReadJson(@new.WriteJson()), @new.ReadJson(old.WriteJson()))
        );
    }

    /// <summary>What the verdicts promise.</summary>
    [Fact]
    public void What_is_compatible_is_never_refused()
    {
        Assert.All(
            Changes.All.Where(change => change.Verdict != Verdict.Breaks && !change.IsOutOfRange),
            change => Assert.DoesNotContain(Version.Refused, new[] { change.OldSees, change.NewSees })
        );
        Assert.All(
            Changes.All.Where(change => change.Verdict == Verdict.Compatible && !change.IsOutOfRange),
            change => Assert.DoesNotContain(Version.Refused, new[] { change.OldSeesJson, change.NewSeesJson })
        );
    }

    [Fact]
    public void The_page_has_every_change_with_its_verdict()
    {
        var rows = File.ReadAllLines(s_page)
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 6 && cells[1] != "change")
            .Select(cells => (Name: cells[1], Verdict: cells[2]));

        Assert.Equal(Changes.All.Select(change => (change.Name, Words(change.Verdict))), rows);
    }

    private static string Words(Verdict verdict) =>
        verdict switch
        {
            Verdict.Compatible => "compatible",
            Verdict.BreaksJson => "breaks JSON",
            _ => "**breaks**",
        };
}

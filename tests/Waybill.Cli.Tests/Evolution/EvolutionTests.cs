using Waybill.Cli.Tests.Support;
using Waybill.Schemas;
using Waybill.Shared.Tests.Schema;

namespace Waybill.Cli.Tests.Evolution;

/// <summary>
/// Both versions of every change at work: the old program's code reads what the new one wrote, and the reverse, in Protobuf and in JSON. And the page says the same verdict.
/// </summary>
public sealed class EvolutionTests(Versions versions) : IClassFixture<Versions>
{
    private static readonly string s_page = Path.Combine(Repository.Root, "docs", "format", "schema-evolution.md");

    public static TheoryData<string> Names => [.. Changes.All.Select(change => change.Title)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_change_has_the_verdict_and_readers_see_what_the_page_says(string title)
    {
        var change = Changes.All.Single(change => change.Title == title);
        var pair = versions.Of(change);
        var (old, @new) = (pair.Old, pair.New);

        var verdict = pair.Changes.Select(found => found.Verdict).DefaultIfEmpty().Max();

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

        Assert.Equal(Changes.Rows.Select(change => (change.Name, Words(change.Verdict))), rows);
    }

    /// <summary>A kind of change that gets another verdict, or a new kind, needs a row.</summary>
    [Fact]
    public void Every_change_that_is_told_apart_has_a_row()
    {
        var found = Changes
            .All.SelectMany(change => versions.Of(change).Changes)
            .Select(change => (change.Kind, change.Verdict))
            .Distinct();

        Assert.Equal(ChangeVerdicts.All.Order(), found.Order());
        Assert.Equal(Enum.GetValues<ChangeKind>(), ChangeVerdicts.All.Select(pair => pair.Kind).Distinct().Order());
    }

    private static string Words(Verdict verdict) =>
        verdict switch
        {
            Verdict.Compatible => "compatible",
            Verdict.BreaksJson => "breaks JSON",
            _ => "**breaks**",
        };
}

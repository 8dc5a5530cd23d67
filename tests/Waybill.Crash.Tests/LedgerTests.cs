using Waybill.Crash.Kill;

namespace Waybill.Crash.Tests;

/// <summary>The ledger itself: each rule, broken on purpose, is noticed. A check that cannot fail proves nothing.</summary>
public sealed class LedgerTests
{
    private const string Honest = "H1 H2 C1 S1 D1 C2 E1 S2 D2 E2";

    [Theory]
    [InlineData(Honest)]
    [InlineData("C1 C2 H1 H2 | H1 H2 S1 D1 S2 D2")]
    [InlineData("H1 S1 H2 | H2 S2 D1 D2")]
    [InlineData("C1 C2 H2 S2 D2 | K1 L1")]
    public void An_honest_run_breaks_nothing(string lines) => Assert.Empty(Run(lines).Violations);

    [Theory]
    [InlineData("C1 C2 H1 S1 D1", "message 2 was confirmed and is lost")]
    [InlineData("C1 K1 | K1", "kept message 1 was handed out twice")]
    [InlineData("C1 H1 S1 D1 | H1 S1", "work 1 was settled and handed out again")]
    [InlineData("H2 H1 S1 S2 D1 D2", "work 1 was handed out after 2")]
    [InlineData("C1 H1 H2 S1 D1 | ", "work 2 was handed out and is gone")]
    [InlineData("C1 H1 S1 D1 E1 | D1", "done 1 was settled and handed out again")]
    [InlineData("C1 H1 S1 D1 D7", "done 7 was handed out, but its work never was")]
    [InlineData("C1 H1 S1", "its settlement published nothing")]
    public void A_broken_rule_is_found(string lines, string violation) =>
        Assert.Contains(Run(lines).Violations, found => found.Contains(violation));

    [Fact]
    public void A_line_that_was_cut_off_is_no_entry()
    {
        var line = new Entry(EntryKind.Handled, 1234).ToString();

        Assert.All(Enumerable.Range(0, line.Length), length => Assert.False(Entry.TryParse(line[..length], out _)));
        Assert.True(Entry.TryParse(line, out var entry));
        Assert.Equal(new Entry(EntryKind.Handled, 1234), entry);
    }

    private static Ledger Run(string lines)
    {
        var ledger = new Ledger();
        foreach (var child in lines.Split('|'))
        {
            ledger.BeginChild();
            foreach (var line in child.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Assert.True(Entry.TryParse($"{line}.", out var entry));
                ledger.Add(entry);
            }
        }

        ledger.CheckDrained();
        return ledger;
    }
}

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
    [InlineData("W-1 C0 C2 H2 S2 D2 | W20 K0 L0 K20 L20")]
    [InlineData("W-1 C0 C20 | W40 | W40 C1000000000 | W1000000020 K0 K20 K40 K1000000000 K1000000020")]
    public void An_honest_run_breaks_nothing(string lines) => Assert.Empty(Run(lines).Violations);

    [Theory]
    [InlineData("C1 C2 H1 S1 D1", "message 2 was confirmed and is lost")]
    [InlineData("C0 | W0 K0 | K0", "kept message 0 was handed out twice")]
    [InlineData("W-1 C0 C20 | W0 K0 K20", "the producer's watermark is 0, and message 20 was confirmed")]
    [InlineData("W-1 | W40 | W20 K0 K20 K40", "the producer's watermark went back from 40 to 20")]
    [InlineData("W-1 C0 | W40 K0 K40", "kept message 20 counts as stored by its producer's watermark, and is not there")]
    [InlineData("W-1 C0 | W0 K0 K20", "kept message 20 is there, and does not count as stored by its producer's watermark")]
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

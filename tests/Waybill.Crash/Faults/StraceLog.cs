using System.Text.RegularExpressions;

namespace Waybill.Crash.Faults;

/// <summary>What strace wrote about a child, in the order in which it happened: failures that it injected, and the child's own lines.</summary>
internal sealed partial class StraceLog
{
    private StraceLog(IReadOnlyList<string> injected, IReadOnlyList<Entry> afterFailedSync)
    {
        Injected = injected;
        AfterFailedSync = afterFailedSync;
    }

    /// <summary>The calls that were made to fail.</summary>
    public IReadOnlyList<string> Injected { get; }

    /// <summary>
    /// What the child said after the sync of a segment had failed. Not of one that is being made, which has no record yet: that one is thrown away and made anew.
    /// </summary>
    public IReadOnlyList<Entry> AfterFailedSync { get; }

    public static StraceLog Parse(IEnumerable<string> lines)
    {
        var unfinished = new Dictionary<string, string>();
        var injected = new List<string>();
        var after = new List<Entry>();
        var failed = false;
        foreach (var line in lines.Select(line => Join(line, unfinished)).OfType<string>())
        {
            if (line.Contains("(INJECTED)", StringComparison.Ordinal))
            {
                injected.Add(line);
                failed |= SegmentSync().IsMatch(line);
            }
            else if (failed && Said().Match(line) is { Success: true } said)
            {
                after.Add(Entry.Parse(said.Groups[1].Value));
            }
        }

        return new StraceLog(injected, after);
    }

    /// <summary>Puts together a call that strace had to write in two lines, because another thread's came between; null for its first half.</summary>
    private static string? Join(string line, Dictionary<string, string> unfinished)
    {
        const string Mark = " <unfinished ...>";
        var thread = line.Split(' ', 2)[0];
        if (line.EndsWith(Mark, StringComparison.Ordinal))
        {
            unfinished[thread] = line[..^Mark.Length];
            return null;
        }

        return Resumed().Match(line) is { Success: true } resumed && unfinished.Remove(thread, out var begun)
            ? begun + resumed.Groups[1].Value
            : line;
    }

    [GeneratedRegex(@"f(data)?sync\(\d+<[^>]*\.segment>")]
    private static partial Regex SegmentSync();

    [GeneratedRegex(@"write\(\d+<[^>]*/ledger>, ""(\w [^\\""]*)\\n""")]
    private static partial Regex Said();

    [GeneratedRegex(@"^\d+ +<\.\.\. \w+ resumed>(.*)$")]
    private static partial Regex Resumed();
}

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
    /// What the child said after the sync of a segment had failed, and could not say because of another that had succeeded: one that began when the child was
    /// waiting already. Not of a segment that is being made, which has no record yet: that one is thrown away and made anew.
    /// </summary>
    public IReadOnlyList<Entry> AfterFailedSync { get; }

    public static StraceLog Parse(IEnumerable<string> lines)
    {
        var injected = new List<string>();
        var after = new List<Entry>();
        var (failed, synced) = (false, false);
        var waitingSince = 0;
        foreach (var (line, begun, ended) in Join(lines))
        {
            if (line.Contains("(INJECTED)", StringComparison.Ordinal))
            {
                injected.Add(line);
                failed |= SegmentSync().IsMatch(line);
            }
            else if (SegmentSync().IsMatch(line))
            {
                synced |= !failed && begun > waitingSince;
            }
            else if (Said().Match(line) is { Success: true } said)
            {
                var entry = Entry.Parse(said.Groups[1].Value);
                if (failed && !synced)
                {
                    after.Add(entry);
                }

                synced = false;
                waitingSince = ended;
            }
        }

        return new StraceLog(injected, after);
    }

    /// <summary>Puts together the calls that strace had to write in two lines, because another thread's came between.</summary>
    /// <returns>Each call as it ended, with the numbers of its first and its last line.</returns>
    private static IEnumerable<(string Line, int Begun, int Ended)> Join(IEnumerable<string> lines)
    {
        const string Mark = " <unfinished ...>";
        var unfinished = new Dictionary<string, (string Line, int Begun)>();
        foreach (var (number, line) in lines.Index())
        {
            var thread = line.Split(' ', 2)[0];
            if (line.EndsWith(Mark, StringComparison.Ordinal))
            {
                unfinished[thread] = (line[..^Mark.Length], number);
            }
            else if (Resumed().Match(line) is { Success: true } resumed && unfinished.Remove(thread, out var first))
            {
                yield return (first.Line + resumed.Groups[1].Value, first.Begun, number);
            }
            else
            {
                yield return (line, number, number);
            }
        }
    }

    [GeneratedRegex(@"f(data)?sync\(\d+<[^>]*\.segment>")]
    private static partial Regex SegmentSync();

    [GeneratedRegex(@"write\(\d+<[^>]*/ledger>, ""(\w [^\\""]*)\\n""")]
    private static partial Regex Said();

    [GeneratedRegex(@"^\d+ +<\.\.\. \w+ resumed>(.*)$")]
    private static partial Regex Resumed();
}

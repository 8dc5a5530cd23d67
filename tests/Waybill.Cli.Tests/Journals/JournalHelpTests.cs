using System.Text.RegularExpressions;
using Waybill.Cli.Tests.Support;

namespace Waybill.Cli.Tests.Journals;

/// <summary>The help of each verb names every exit code that it ends with, and no other.</summary>
public sealed partial class JournalHelpTests
{
    [Theory]
    [InlineData("verify")]
    [InlineData("dump")]
    [InlineData("stats")]
    [InlineData("repair", "--dry-run")]
    public async Task Every_exit_code_is_named(params string[] verb)
    {
        using var whole = await DamagedFolder.WriteAsync();
        using var damaged = await DamagedFolder.WriteAsync();
        damaged.Damage("seal");
        using var newer = await DamagedFolder.WriteAsync();
        newer.WriteNewer("record");
        var interrupted = await CommandRun.RunAsync(new CancellationToken(canceled: true), ["journal", verb[0], whole.Path, .. verb[1..]]);
        var codes = new SortedSet<int> { interrupted.ExitCode };
        foreach (var folder in (string[])[whole.Path, damaged.Path, newer.Path, whole.Path + "-none"])
        {
            codes.Add((await CommandRun.RunAsync(["journal", verb[0], folder, .. verb[1..]])).ExitCode);
        }

        Assert.Equal((130, "Interrupted."), (interrupted.ExitCode, interrupted.Errors.Trim()));
        var help = (await CommandRun.RunAsync("journal", verb[0], "--help")).AssertExit(0).Output;

        Assert.Equal(
            codes,
            ExitCode().Matches(help[help.IndexOf("Exit code", StringComparison.Ordinal)..]).Select(match => int.Parse(match.Value)).Order()
        );
    }

    [GeneratedRegex("(?<=^Exit code |; )[0-9]+\\b")]
    private static partial Regex ExitCode();
}

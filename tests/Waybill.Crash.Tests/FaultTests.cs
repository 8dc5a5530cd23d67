using Waybill.Crash.Faults;
using Waybill.Crash.Tests.Support;
using Waybill.Tests;

namespace Waybill.Crash.Tests;

public sealed class FaultTests(ITestOutputHelper output)
{
    private const string Segment = "/data/0000000000000000.segment";
    private const string Synced = $"7 fdatasync(45<{Segment}>) = 0";
    private const string Failed = $"7 fdatasync(45<{Segment}>) = -1 EIO (Input/output error) (INJECTED)";

    [Fact]
    public async Task Sixty_calls_that_fail_confirm_nothing_afterwards_and_leave_a_folder_that_opens()
    {
        RequiredTool.Need("strace", FaultStage.Missing());
        await Verbs.HoldAsync("faults", output, run => FaultRun.ExecuteAsync(points: 60, call: null, run));
    }

    [Theory]
    [InlineData($"7 fdatasync(45<{Segment}>) = -1 EIO (Input/output error) (INJECTED)", 1, 1)]
    [InlineData($"7  fsync(45<{Segment}>)   = -1 EIO (Input/output error) (INJECTED)", 1, 1)]
    [InlineData(
        $"7 fdatasync(45<{Segment} <unfinished ...>|8 write(1</x>, \"x\") = 1|7 <... fdatasync resumed>>) = -1 EIO (INJECTED)",
        1,
        1
    )]
    [InlineData($"7 fdatasync(45<{Segment}.preparing>) = -1 EIO (Input/output error) (INJECTED)", 1, 0)]
    [InlineData("7 fsync(45</data>) = -1 EIO (Input/output error) (INJECTED)", 1, 0)]
    [InlineData($"7 pwrite64(45<{Segment}>, \"\"..., 512, 0) = -1 EIO (Input/output error) (INJECTED)", 1, 0)]
    [InlineData(Synced, 0, 0)]
    public void The_trace_tells_what_was_said_after_the_sync_of_a_segment_failed(string failure, int injected, int after)
    {
        var log = StraceLog.Parse([Say("P 1"), Synced, Say("C 1"), Say("P 2"), .. failure.Split('|'), Say("C 2")]);

        Assert.Equal(injected, log.Injected.Count);
        Assert.Equal(Enumerable.Repeat(new Entry(Step.Confirmed, "2"), after), log.AfterFailedSync);
    }

    [Fact]
    public void What_another_sync_has_made_true_may_be_said_after_the_failure()
    {
        var log = StraceLog.Parse([Say("P 1"), Synced, Failed, Say("C 1"), Say("P 2"), Say("C 2")]);

        Assert.Equal([new Entry(Step.Publishing, "2"), new Entry(Step.Confirmed, "2")], log.AfterFailedSync);
    }

    [Fact]
    public void A_sync_that_began_before_the_publish_makes_nothing_true()
    {
        string[] early = [$"8 fdatasync(45<{Segment} <unfinished ...>", Say("P 1"), "8 <... fdatasync resumed>>) = 0", Failed, Say("C 1")];

        Assert.Equal([new Entry(Step.Confirmed, "1")], StraceLog.Parse(early).AfterFailedSync);
    }

    [Theory]
    [InlineData(FaultChild.Done, "P 1|C 1|Z ", null)]
    [InlineData(FaultChild.Failed, "P 1|F /point/data has stopped|F /point/data has stopped|Z ", null)]
    [InlineData(FaultChild.Done, "P 1|F /point/data has stopped|P 2|C 2|Z ", null)]
    [InlineData(null, "P 1", "the child hangs")]
    [InlineData(134, "P 1", "crashed with exit code 134: Aborted")]
    [InlineData(FaultChild.Done, "P 1|C 1", "crashed with exit code 0")]
    [InlineData(FaultChild.Failed, "P 1|Z ", "did not say why")]
    [InlineData(FaultChild.Failed, "P 1|F Input/output error|Z ", "does not name the folder: Input/output error")]
    public void A_child_that_ends_as_it_must_not_is_found(int? exitCode, string said, string? violation) =>
        AssertFound(violation, FaultJudge.Judge(new FaultOutcome(exitCode, Entries(said), [], "Aborted"), StraceLog.Parse([]), "/point"));

    [Fact]
    public void A_confirm_after_a_failed_sync_is_found()
    {
        var log = StraceLog.Parse([Failed, Say("S 7")]);

        var broken = FaultJudge.Judge(new FaultOutcome(FaultChild.Done, Entries("S 7|Z "), [], ""), log, "/point");

        Assert.Equal("'S 7' after a sync that failed", broken);
    }

    [Theory]
    [InlineData("P 1|C 1|P 2|C 2|A 2|S 2|P 3", "1", null)]
    [InlineData("P 1|C 1|P 2|C 2|A 2|P 3", "1 2 3", null)]
    [InlineData("P 1|C 1", "", "message 1 was confirmed and is gone")]
    [InlineData("P 1|C 1|A 1|S 1", "1", "message 1 was settled and is there again")]
    [InlineData("P 1|C 1", "1 2", "message 2 was never published")]
    [InlineData("P 1|C 1", "1 1", "a message is there twice")]
    [InlineData("P 1|P 2", "2 1", "the messages are not in their order")]
    [InlineData("P 1", "-1", "a message's body is not its own")]
    public void A_folder_that_holds_what_it_must_not_is_found(string said, string stored, string? violation)
    {
        var ledger = new FaultLedger();
        ledger.Add(Entries(said));

        AssertFound(violation, ledger.Judge([.. stored.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)]));
    }

    private static void AssertFound(string? violation, string? found)
    {
        if (violation is null)
        {
            Assert.Null(found);
        }
        else
        {
            Assert.Contains(violation, found);
        }
    }

    private static string Say(string text) => $"9 write(39</ledger>, \"{text}\\n\", 5) = 5";

    private static List<Entry> Entries(string said) => [.. said.Split('|').Select(Entry.Parse)];
}

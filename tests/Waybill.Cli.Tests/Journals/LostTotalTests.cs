using Waybill.Broker.Records;
using Waybill.Cli.Tests.Support;
using Waybill.Storage.Devices;

namespace Waybill.Cli.Tests.Journals;

/// <summary>How much is lost in all, by queue, and why an id cannot be told.</summary>
public sealed class LostTotalTests
{
    /// <summary>A message for two queues counts once, and once in each of them.</summary>
    [Fact]
    public async Task Where_the_segment_is_gone_so_are_the_ids()
    {
        using var folder = new TempFolder();
        await WriteAsync(folder);
        File.Delete(First(folder));

        await AssertTotalAsync(
            folder,
            "Lost in all: 3 messages (b: 2, b.dead: 1, c: 1). 3 ids cannot be told: the segment file is gone.",
            segmentGone: true
        );
    }

    /// <summary>Its header is overwritten, with what is none or with another segment's.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_segment_whose_file_is_there_is_not_said_to_be_gone(bool isAnothers)
    {
        using var folder = new TempFolder();
        await WriteAsync(folder);
        if (isAnothers)
        {
            File.Copy(Path.Combine(folder.Path, "0000000000020000.segment"), First(folder), overwrite: true);
        }
        else
        {
            Clear(folder, 0, 8192);
        }

        var verify = await AssertTotalAsync(
            folder,
            "Lost in all: 3 messages (b: 2, b.dead: 1, c: 1). 3 ids cannot be told: too little is left of the record.",
            segmentGone: false
        );

        Assert.Contains("\n  0000000000000000.segment, byte 0 (LSN 0): ", verify.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_message_whose_history_is_lost_the_id_is_read_from_its_record()
    {
        using var folder = new TempFolder();
        var (_, death) = await WriteAsync(folder);
        Flip(folder, death + 30);

        var run = await AssertTotalAsync(folder, "Lost in all: the history of 1 message (b.dead: 1).", segmentGone: false);

        Assert.Contains($"b.dead: the history of message {JournalWriter.Id(3)} (LSN ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_and_histories_are_told_apart_and_a_record_that_tells_nothing_is_said_so()
    {
        using var folder = new TempFolder();
        var (both, death) = await WriteAsync(folder);
        Flip(folder, death + 30);
        Clear(folder, both, 24 + 60);

        await AssertTotalAsync(
            folder,
            "Lost in all: 1 message (b: 1, c: 1), and the history of 1 message (b.dead: 1). 1 id cannot be told: too little is left of the record.",
            segmentGone: false
        );
    }

    /// <summary>The only segment has no header that can be read, and there is no checkpoint.</summary>
    [Fact]
    public async Task Where_nothing_tells_the_size_of_segments_none_is_said_to_be_gone()
    {
        using var folder = new TempFolder();
        long lost;
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path)))
        {
            lost = await writer.PublishAsync("one", "b");
            await writer.SettleAsync(OutcomeCode.Retried, "b", lost);
        }

        foreach (var next in Directory.GetFiles(folder.Path, "*.segment").Where(file => file != First(folder)))
        {
            File.Delete(next);
        }

        Flip(folder, 20);
        Clear(folder, lost, 24 + 60);

        var verify = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(1);

        Assert.Contains("  Lost in all: 1 message (b: 1). 1 id cannot be told: too little is left of the record.", Lines(verify));
    }

    // Three messages in the first segment, which the checkpoint knows: one for two queues, one, and one that died.
    private static async Task<(long Both, long Death)> WriteAsync(TempFolder folder)
    {
        await using var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path));
        var both = await writer.PublishAsync("both", "b", "c");
        await writer.PublishAsync("one", "b");
        var death = await writer.SettleAsync(OutcomeCode.DeadLettered, "b", await writer.PublishAsync("dead", "b"), "b.dead");
        await writer.FlowAsync(segments: 3);
        writer.Checkpoint();
        return (both, death);
    }

    private static async Task<CommandRun> AssertTotalAsync(TempFolder folder, string total, bool segmentGone)
    {
        var verify = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(1);
        var dry = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--dry-run")).AssertExit(1);
        var json = (await CommandRun.RunAsync("journal", "verify", folder.Path, "--json")).AssertExit(1);

        Assert.All([verify, dry], run => Assert.Equal($"  {total}", Assert.Single(Lines(run), line => line.Contains("Lost in all"))));
        Assert.Contains($"\"segmentGone\": {(segmentGone ? "true" : "false")}", json.Output, StringComparison.Ordinal);
        Assert.DoesNotContain($"\"segmentGone\": {(segmentGone ? "false" : "true")}", json.Output, StringComparison.Ordinal);
        return verify;
    }

    private static string[] Lines(CommandRun run) => run.Output.ReplaceLineEndings("\n").Split('\n');

    private static string First(TempFolder folder) => Path.Combine(folder.Path, "0000000000000000.segment");

    private static void Flip(TempFolder folder, long at)
    {
        var bytes = File.ReadAllBytes(First(folder));
        bytes[at] ^= 1;
        File.WriteAllBytes(First(folder), bytes);
    }

    private static void Clear(TempFolder folder, long at, int length)
    {
        var bytes = File.ReadAllBytes(First(folder));
        bytes.AsSpan((int)at, length).Clear();
        File.WriteAllBytes(First(folder), bytes);
    }
}

using System.Text.Json.Nodes;
using Waybill.Broker.Records;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Cli.Tests.Support;
using Waybill.Storage.Devices;

namespace Waybill.Cli.Tests.Journals;

/// <summary>The newest checkpoint was deleted by hand: the one before it and the log behind it hold everything, for the tool as for the broker.</summary>
public sealed class DeletedCheckpointTests
{
    /// <summary>The older one needs a message of the first segment; that one is gone, since the newest did not need it any more.</summary>
    [Fact]
    public async Task What_was_settled_between_the_two_is_not_lost_with_its_segment()
    {
        using var folder = new TempFolder();
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path)))
        {
            var settled = await writer.PublishAsync("settled", "b");
            await writer.FlowAsync(segments: 3);
            await writer.PublishAsync("early", "b");
            writer.Checkpoint();
            await writer.SettleAsync(OutcomeCode.Completed, "b", settled);
            await writer.FlowAsync(segments: 4);
            writer.Checkpoint();
            await writer.PublishAsync("late", "b");
        }

        Assert.False(File.Exists(Path.Combine(folder.Path, "0000000000000000.segment")));
        DeleteNewest(folder.Path);

        var verify = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(0);
        var json = JsonNode.Parse((await CommandRun.RunAsync("journal", "verify", folder.Path, "--json")).AssertExit(0).Output)!;
        var dump = (await CommandRun.RunAsync("journal", "dump", folder.Path)).AssertExit(0);
        var dry = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--dry-run")).AssertExit(0);

        Assert.StartsWith(
            $"{folder.Path} is whole: 2 segments (0 sparse), 1 checkpoint, {json["records"]} whole records",
            verify.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(("[]", "[]"), (json["damage"]!.ToJsonString(), json["lost"]!.ToJsonString()));
        Assert.DoesNotContain("damage", dump.Output, StringComparison.Ordinal);
        Assert.StartsWith($"{folder.Path} needs no repair.", dry.Output, StringComparison.Ordinal);
        await using var broker = await TestBroker.OpenAsync(folder.Path, TestBroker.Small(bufferBytes: 16 * 1024));
        Assert.Equal(["early", "late"], await broker.TextsAsync("b"));
    }

    /// <summary>The queues that verify counted whole are those that the broker has.</summary>
    [Fact]
    public async Task A_folder_that_a_broker_wrote()
    {
        using var folder = new TempFolder();
        await BrokerFolder.WriteAsync(folder.Path);
        var before = await QueuesAsync(folder.Path);
        DeleteNewest(folder.Path);

        (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(0);

        Assert.Equal(before, await QueuesAsync(folder.Path));
        await using var broker = await TestBroker.OpenAsync(folder.Path);
        Assert.Equal(["patient"], await broker.TextsAsync("b"));
    }

    [Fact]
    public async Task Without_both_nothing_stands_for_what_is_gone()
    {
        using var folder = await DamagedFolder.WriteAsync();
        DeleteNewest(folder.Path);
        (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(0);
        DeleteNewest(folder.Path);

        var run = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(1);

        Assert.Contains(
            "0000000000000000.segment, byte 0 (LSN 0): of the log only the records are left that were needed, and the checkpoint that stands for the others is not there.",
            run.Output,
            StringComparison.Ordinal
        );
    }

    private static void DeleteNewest(string folder) =>
        File.Delete(Directory.GetFiles(folder, "*.checkpoint").Order(StringComparer.Ordinal).Last());

    private static async Task<string> QueuesAsync(string folder) =>
        JsonNode.Parse((await CommandRun.RunAsync("journal", "stats", folder, "--json")).AssertExit(0).Output)!["queues"]!.ToJsonString();
}

using System.Text.Json.Nodes;
using Waybill.Broker;
using Waybill.Broker.Records;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Cli.Tests.Support;
using Waybill.Storage.Devices;

namespace Waybill.Cli.Tests.Journals;

/// <summary>A segment before the newest checkpoint that is not there: damage where queues need something of it, as for the broker, and nothing to tell where none does.</summary>
public sealed class MissingSegmentTests
{
    private const string First = "0000000000000000.segment";

    [Fact]
    public async Task Where_it_is_needed_every_verb_names_it()
    {
        using var folder = await WriteAsync(isSettledSince: false);
        using var target = new TempFolder();
        File.Delete(Path.Combine(folder.Path, First));
        const string What = "the segment file is missing, and a record in it is needed";

        var refused = await Assert.ThrowsAsync<JournalCorruptedException>(() => OpenAsync(folder.Path));
        var verify = (await RunAsync(folder, "verify")).AssertExit(1);
        var verifyJson = JsonNode.Parse((await RunAsync(folder, "verify", "--json")).AssertExit(1).Output)!;
        var dry = (await RunAsync(folder, "repair", "--dry-run")).AssertExit(1);
        var dryJson = JsonNode.Parse((await RunAsync(folder, "repair", "--dry-run", "--json")).AssertExit(1).Output)!;
        var dump = (await RunAsync(folder, "dump")).AssertExit(1);
        var stats = (await RunAsync(folder, "stats")).AssertExit(0);
        (await RunAsync(folder, "repair", "--copy", target.Path)).AssertExit(0);

        Assert.Contains($"{First}", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"\n  {First}, byte 0 (LSN 0): {What}.", verify.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.StartsWith($"{folder.Path} is damaged in 1 place:", dry.Output, StringComparison.Ordinal);
        Assert.Contains($"\n  {First}, byte 0 (LSN 0): {What}.", dry.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.StartsWith($"0 damage file={First} offset=0 what={What}", dump.Output, StringComparison.Ordinal);
        Assert.Contains("is damaged", stats.Errors, StringComparison.Ordinal);
        Assert.All(
            [verifyJson, dryJson],
            json =>
                Assert.Equal(
                    $$"""[{"file":"{{First}}","offset":0,"lsn":0,"reason":"{{What}}","readableAgainFrom":null,"unconfirmedMessages":[]}]""",
                    json["damage"]!.ToJsonString()
                )
        );
        (await RunAsync(target, "verify")).AssertExit(0);
        await OpenAsync(target.Path);
    }

    [Fact]
    public async Task Where_all_of_it_was_settled_since_it_is_no_damage_and_the_broker_opens()
    {
        using var folder = await WriteAsync(isSettledSince: true);
        File.Delete(Path.Combine(folder.Path, First));

        (await RunAsync(folder, "verify")).AssertExit(0);
        (await RunAsync(folder, "repair", "--dry-run")).AssertExit(0);
        var dump = (await RunAsync(folder, "dump")).AssertExit(0);

        Assert.DoesNotContain("damage", dump.Output, StringComparison.Ordinal);
        await OpenAsync(folder.Path);
    }

    private static Task<CommandRun> RunAsync(TempFolder folder, string verb, params string[] more) =>
        CommandRun.RunAsync(["journal", verb, folder.Path, .. more]);

    // Of the first segment one message is needed, by the newest checkpoint's word.
    private static async Task<TempFolder> WriteAsync(bool isSettledSince)
    {
        var folder = new TempFolder();
        await using var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path));
        var patient = await writer.PublishAsync("patient", "b");
        await writer.FlowAsync(segments: 3);
        writer.Checkpoint();
        await writer.FlowAsync(segments: 4);
        writer.Checkpoint();
        if (isSettledSince)
        {
            await writer.SettleAsync(OutcomeCode.Completed, "b", patient);
        }

        return folder;
    }

    private static async Task OpenAsync(string folder) =>
        await (await TestBroker.OpenAsync(folder, TestBroker.Small(bufferBytes: 16 * 1024))).DisposeAsync();
}

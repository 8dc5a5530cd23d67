using System.Text.Json.Nodes;
using Waybill.Broker;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Cli.Tests.Support;
using Waybill.Storage.Devices;

namespace Waybill.Cli.Tests.Journals;

/// <summary>
/// Three checkpoints, of which the oldest alone can be read: what lies between it and the older one of the last two may have been let go, and then nothing stands for it.
/// </summary>
public sealed class MissedCheckpointTests
{
    private const string Second = "0000000000010000.segment";
    private const string Third = "0000000000020000.segment";
    private const string Fourth = "0000000000030000.segment";
    private const string Fifth = "0000000000040000.segment";

    [Theory]
    [InlineData("let go", 0x10000, 0x30000)]
    [InlineData("sparse", 0x10000, 0x20000)]
    [InlineData("missing", 0x20000, 0x30000)]
    [InlineData("unreadable", 0x20000, 0x30000)]
    [InlineData("missing to the end", 0x20000, 0x30000)]
    public async Task A_log_with_a_gap_that_they_allowed_is_refused_as_the_broker_refuses_it(string what, long from, long to)
    {
        using var folder = new TempFolder();
        using var target = new TempFolder();
        var checkpoints = await WriteAsync(folder.Path, what);
        await DamageAsync(folder.Path, checkpoints[1..]);

        await Assert.ThrowsAsync<JournalCorruptedException>(() => BrowseAsync(folder.Path));
        var verify = (await RunAsync("verify", folder.Path)).AssertExit(1).Output;
        var verifyJson = JsonNode.Parse((await RunAsync("verify", folder.Path, "--json")).AssertExit(1).Output)!;
        var dry = (await RunAsync("repair", folder.Path, "--dry-run")).AssertExit(1).Output;
        var dryJson = JsonNode.Parse((await RunAsync("repair", folder.Path, "--dry-run", "--json")).AssertExit(1).Output)!;
        var copy = (await RunAsync("repair", folder.Path, "--copy", target.Path)).AssertExit(1).Output;

        var why =
            $"the newest checkpoint that can be read is {checkpoints[0]}, and of the log behind it nothing, or only some records, can be read from LSN {from} to LSN {to}; "
            + $"the newer ones ({checkpoints[1]}, {checkpoints[2]}) allowed that part to go and cannot be read: what was settled and what not is nowhere else, so that what is lost cannot be told. "
            + "Restore a backup; what is left can be read with: waybill journal dump";
        Assert.EndsWith($"\n{folder.Path} cannot be repaired: {why}.\n", verify.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.All([verifyJson, dryJson], json => Assert.Equal(why, (string?)json["refused"]));
        Assert.All([dry, copy], text => Assert.Contains($"{folder.Path} is not repaired: {why}.", text, StringComparison.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(target.Path));
    }

    /// <summary>What no checkpoint allowed to go is damage, and told as any other.</summary>
    [Theory]
    [InlineData("whole", 2, false)]
    [InlineData("missing behind", 2, true)]
    [InlineData("missing", 1, true)]
    public async Task Where_they_did_not_allow_the_gap_or_there_is_none_it_is_repaired(string what, int damaged, bool isMore)
    {
        using var folder = new TempFolder();
        using var target = new TempFolder();
        var checkpoints = await WriteAsync(folder.Path, what);
        if (damaged == 1)
        {
            File.Delete(Path.Combine(folder.Path, checkpoints[1]));
        }

        await DamageAsync(folder.Path, checkpoints[^damaged..]);

        var verify = JsonNode.Parse((await RunAsync("verify", folder.Path, "--json")).AssertExit(1).Output)!;
        (await RunAsync("repair", folder.Path, "--copy", target.Path)).AssertExit(0);

        Assert.Null((string?)verify["refused"]);
        Assert.Equal(isMore, (bool)verify["mayHaveHeldMore"]!);
        Assert.Equal(["early", "between", "late"], await BrowseAsync(target.Path));
        if (what == "whole")
        {
            Assert.Equal(["early", "between", "late"], await BrowseAsync(folder.Path));
        }
        else
        {
            // The broker tells of the checkpoint only where two are unreadable: with one the log must be there.
            var refused = await Assert.ThrowsAsync<JournalCorruptedException>(() => BrowseAsync(folder.Path));
            Assert.Equal(damaged == 2, refused.Message.Contains(checkpoints[^1], StringComparison.Ordinal));
        }
    }

    /// <summary>One in the second segment, the fourth and the fifth each; the first one is there as if it could not be deleted.</summary>
    private static async Task<string[]> WriteAsync(string folder, string what)
    {
        var before = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder)))
        {
            await writer.PublishAsync("early", "b");
            await writer.FlowAsync(segments: 2);
            writer.Checkpoint();
            await writer.PublishAsync("between", "b");
            await writer.FlowAsync(segments: 4);
            writer.Checkpoint();
            await writer.FlowAsync(segments: 5);
            foreach (var name in (string[])[Checkpoints(folder)[0], Second, Third])
            {
                before.Add(name, Read(Path.Combine(folder, name)));
            }

            writer.Checkpoint();
            await writer.PublishAsync("late", "b");
        }

        Assert.Equal(2, Checkpoints(folder).Length);
        Assert.False(File.Exists(Path.Combine(folder, Third)));
        var (letGo, deleted) = what switch
        {
            "let go" => ((string[])[Second, Third], (string[])[]),
            "sparse" => ([Second], []),
            "missing" or "unreadable" => ([Third], []),
            "missing to the end" => ([Third], [Fourth, Fifth]),
            "missing behind" => ([], [Fourth]),
            "whole" => ([], []),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };
        foreach (var name in before.Keys.Except(letGo))
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, name), before[name]);
        }

        foreach (var name in deleted)
        {
            File.Delete(Path.Combine(folder, name));
        }

        if (what == "unreadable")
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, Third), new byte[JournalWriter.SegmentBytes]);
        }

        return Checkpoints(folder);
    }

    private static string[] Checkpoints(string folder) =>
        [.. Directory.GetFiles(folder, "*.checkpoint").Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    // The journal has it open.

    private static byte[] Read(string path)
    {
        using var file = File.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static async Task DamageAsync(string folder, string[] checkpoints)
    {
        foreach (var checkpoint in checkpoints)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, checkpoint), new byte[100]);
        }
    }

    private static Task<CommandRun> RunAsync(string verb, params string[] more) => CommandRun.RunAsync(["journal", verb, .. more]);

    private static async Task<List<string>> BrowseAsync(string folder)
    {
        await using var broker = await TestBroker.OpenAsync(folder, TestBroker.Small(bufferBytes: 16 * 1024));
        return [.. await broker.TextsAsync("b")];
    }
}

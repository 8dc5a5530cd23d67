using System.Text.Json.Nodes;
using Waybill.Cli.Tests.Support;
using Waybill.Storage.Devices;

namespace Waybill.Cli.Tests.Journals;

/// <summary><c>waybill journal stats</c>.</summary>
public sealed class JournalStatsTests
{
    [Fact]
    public async Task Everything_is_counted()
    {
        using var folder = await DamagedFolder.WriteAsync();

        var run = (await CommandRun.RunAsync("journal", "stats", folder.Path)).AssertExit(0);
        var json = JsonNode.Parse((await CommandRun.RunAsync("journal", "stats", folder.Path, "--json")).AssertExit(0).Output)!;

        Assert.Equal("", run.Errors);
        var files = json["files"]!.AsArray();
        Assert.Equal(files.Sum(file => (long)file!["bytes"]!), (long)json["bytes"]!);
        Assert.Equal(
            [
                "0000000000000000.segment sparse segment 4432",
                "0000000000010000.spare spare 65536",
                "0000000000020000.segment segment 65536",
                "0000000000021200.checkpoint checkpoint 145",
                "0000000000030000.segment segment 65536",
                "0000000000031400.checkpoint checkpoint 151",
            ],
            files.Select(file => $"{file!["name"]} {file["kind"]} {file["bytes"]}").Where(file => file[0] == '0')
        );
        json.AsObject().Remove("files");
        json.AsObject().Remove("bytes");
        Assert.Equal(
            $$"""{"folder":"{{folder.Path}}","whole":true,"segmentBytes":65536,"firstLsn":5184,"endLsn":203776,"closed":true,"records":22,"recovery":{"checkpoint":"0000000000031400.checkpoint","checkpointBytes":83,"records":3,"recordBytes":256},"live":[{"segment":"0000000000000000.segment","records":3,"bytes":320},{"segment":"0000000000020000.segment","records":0,"bytes":0},{"segment":"0000000000030000.segment","records":3,"bytes":288}],"checkpoints":[{"name":"0000000000021200.checkpoint","lsn":135680,"readable":true,"contentBytes":77},{"name":"0000000000031400.checkpoint","lsn":201728,"readable":true,"contentBytes":83}],"queues":[{"name":"a","ready":2,"delayed":1,"parked":0,"completed":21,"retried":1,"deadLettered":0,"discarded":0,"duplicatesSuppressed":0,"oldest":"2026-01-02T03:04:05.025Z"},{"name":"b","ready":2,"delayed":0,"parked":0,"completed":0,"retried":0,"deadLettered":1,"discarded":0,"duplicatesSuppressed":0,"oldest":"2026-01-02T03:04:05.001Z"},{"name":"b.dead","ready":1,"delayed":0,"parked":0,"completed":0,"retried":0,"deadLettered":0,"discarded":0,"duplicatesSuppressed":0,"oldest":"2026-01-02T03:04:05.002Z"}]}""",
            json.ToJsonString()
        );
        string[] words = ["sparse segment", "0000000000031400.checkpoint", "b.dead", "2026-01-02T03:04:05.025Z"];
        Assert.All(words, word => Assert.Contains(word, run.Output, StringComparison.Ordinal));
        Assert.EndsWith(
            "22 records, from LSN 5184 to 203776. Opening reads 83 bytes of 0000000000031400.checkpoint and 3 records of 256 bytes.",
            run.Output.Trim(),
            StringComparison.Ordinal
        );
    }

    /// <summary>Each file that docs/format/journal.md names, and those that a repair has put aside.</summary>
    [Theory]
    [InlineData("waybill.inflight", "deliveries in flight")]
    [InlineData("index.pages", "index pages")]
    [InlineData("checkpoint.reserve", "reserved space")]
    [InlineData("journal.lock", "lock")]
    [InlineData("0000000000050000.spare", "spare")]
    [InlineData("0000000000050000.segment.preparing", "unfinished")]
    [InlineData("0000000000050000.checkpoint.writing", "unfinished")]
    [InlineData("0000000000020000.segment.damaged", "put aside by a repair")]
    [InlineData("0000000000021200.checkpoint.damaged-2", "put aside by a repair")]
    [InlineData("waybill.lock", "other")]
    [InlineData("notes.txt", "other")]
    public async Task Files_are_named_as_what_they_are(string name, string kind)
    {
        using var folder = await DamagedFolder.WriteAsync();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, name), [], TestContext.Current.CancellationToken);

        var json = JsonNode.Parse((await CommandRun.RunAsync("journal", "stats", folder.Path, "--json")).AssertExit(0).Output)!;

        Assert.Equal(kind, (string)json["files"]!.AsArray().Single(file => (string)file!["name"]! == name)!["kind"]!);
    }

    /// <summary>A broker leaves no file that stats does not know.</summary>
    [Fact]
    public async Task All_files_of_a_broker_are_known()
    {
        using var folder = new TempFolder();
        await BrokerFolder.WriteAsync(folder.Path);

        var json = JsonNode.Parse((await CommandRun.RunAsync("journal", "stats", folder.Path, "--json")).AssertExit(0).Output)!;

        Assert.DoesNotContain("other", json["files"]!.AsArray().Select(file => (string)file!["kind"]!));
    }

    [Fact]
    public async Task A_message_that_a_newer_version_wrote_is_counted_without_its_time()
    {
        using var folder = new TempFolder();
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path)))
        {
            await writer.PublishNewerAsync("a");
            await writer.PublishAsync("known", "b");
            writer.Checkpoint();
        }

        var run = await CommandRun.RunAsync("journal", "stats", folder.Path, "--json");

        var queues = JsonNode.Parse(run.Output)!["queues"]!.AsArray();
        Assert.Equal(
            ["a 1 ", "b 1 2026-01-02T03:04:05.002Z"],
            queues.Select(queue => $"{queue!["name"]} {queue["ready"]} {queue["oldest"]}")
        );
    }

    [Fact]
    public async Task A_damaged_folder_is_counted_as_far_as_it_goes_and_a_warning_says_so()
    {
        using var folder = await DamagedFolder.WriteAsync();
        folder.Damage("record's payload");

        var run = (await CommandRun.RunAsync("journal", "stats", folder.Path, "--json")).AssertExit(0);

        Assert.False((bool)JsonNode.Parse(run.Output)!["whole"]!);
    }
}

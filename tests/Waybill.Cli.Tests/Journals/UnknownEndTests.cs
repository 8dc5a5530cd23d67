using System.Text.Json.Nodes;
using Waybill.Cli.Tests.Support;

namespace Waybill.Cli.Tests.Journals;

/// <summary>The log's last segment is gone, and behind it lies one that was made ahead: where the log ended cannot be told.</summary>
public sealed class UnknownEndTests
{
    private const string Older = "0000000000020000.segment";
    private const string Last = "0000000000030000.segment";
    private const string Ahead = "0000000000040000.segment";

    /// <summary>It was deleted, is another segment's file, or nothing of it can be read.</summary>
    [Theory]
    [InlineData("deleted")]
    [InlineData("another's")]
    [InlineData("zeros")]
    public async Task The_place_of_the_first_batch_of_a_segment_made_ahead_is_no_end(string what)
    {
        using var folder = await DamagedFolder.WriteAsync();
        folder.PrepareNext();
        Lose(folder.Path, Last, what);

        var (text, json) = await VerifyAsync(folder.Path);
        var stats = JsonNode.Parse((await CommandRun.RunAsync("journal", "stats", folder.Path, "--json")).AssertExit(0).Output)!;

        Assert.Contains(
            "The log can be read up to LSN 188992. Where it ended cannot be told: the segment that it went on in is missing or cannot be read.",
            text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("The log ends", text, StringComparison.Ordinal);
        Assert.True(json.AsObject().ContainsKey("endLsn"));
        Assert.Equal((null, null), ((long?)json["endLsn"], (bool?)json["closed"]));
        Assert.Equal((null, null), ((long?)stats["endLsn"], (bool?)stats["closed"]));
    }

    /// <summary>The broker goes on in it: a copy can be made.</summary>
    [Theory]
    [InlineData("deleted")]
    [InlineData("another's")]
    [InlineData("zeros")]
    public async Task A_copy_goes_on_behind_the_gap(string what)
    {
        using var folder = await DamagedFolder.WriteAsync();
        using var target = new TempFolder();
        folder.PrepareNext();
        Lose(folder.Path, Last, what);

        (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", target.Path)).AssertExit(0);

        (await CommandRun.RunAsync("journal", "verify", target.Path)).AssertExit(0);
    }

    /// <summary>The last segment is broken from a place before the newest checkpoint's position up to its own end.</summary>
    [Theory]
    [InlineData(0x1000, 188992)]
    [InlineData(0x1200, 201216)]
    public async Task Nor_is_the_place_where_a_segment_is_broken_up_to_its_end(int from, long readTo)
    {
        using var folder = await DamagedFolder.WriteAsync();
        var path = Path.Combine(folder.Path, Last);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes.AsSpan(from).Fill(0xAB);
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        var (text, json) = await VerifyAsync(folder.Path);

        Assert.Contains(
            $"The log can be read up to LSN {readTo}. Where it ended cannot be told: the segment that it went on in is missing or cannot be read.",
            text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("The log ends", text, StringComparison.Ordinal);
        Assert.Equal((null, null), ((long?)json["endLsn"], (bool?)json["closed"]));
    }

    /// <summary>Nothing of the log is left.</summary>
    [Fact]
    public async Task Without_anything_that_can_be_read_no_place_is_named()
    {
        using var folder = await DamagedFolder.WriteAsync();
        folder.PrepareNext();
        foreach (var segment in Directory.GetFiles(folder.Path, "*.segment").Where(static file => Path.GetFileName(file) != Ahead))
        {
            File.Delete(segment);
        }

        var (text, json) = await VerifyAsync(folder.Path);

        Assert.Contains(
            "Where the log ended cannot be told: the segment that it went on in is missing or cannot be read.",
            text,
            StringComparison.Ordinal
        );
        Assert.Null(json["endLsn"]);
    }

    private static void Lose(string folder, string segment, string how)
    {
        var path = Path.Combine(folder, segment);
        switch (how)
        {
            case "deleted":
                File.Delete(path);
                break;
            case "another's":
                File.Copy(Path.Combine(folder, Older), path, overwrite: true);
                break;
            default:
                File.WriteAllBytes(path, new byte[new FileInfo(path).Length]);
                break;
        }
    }

    private static async Task<(string Text, JsonNode Json)> VerifyAsync(string folder) =>
        (
            (await CommandRun.RunAsync("journal", "verify", folder)).AssertExit(1).Output,
            JsonNode.Parse((await CommandRun.RunAsync("journal", "verify", folder, "--json")).AssertExit(1).Output)!
        );
}

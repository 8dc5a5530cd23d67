using System.Text.Json.Nodes;
using Waybill.Broker;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Cli.Tests.Support;

namespace Waybill.Cli.Tests.Journals;

/// <summary>A segment's file under the name of another one, as a copy or a new name within the folder leaves it: it is named, and not a segment that never was.</summary>
public sealed class StraySegmentTests
{
    private const string Sparse = "0000000000000000";
    private const string Middle = "0000000000020000";
    private const string Last = "0000000000030000";
    private const string Next = "0000000000040000";
    private const string Far = "0000000003e80000";

    /// <summary>Far behind the log, right behind it, between two segments and before the checkpoints.</summary>
    [Theory]
    [InlineData(Last, Far)]
    [InlineData(Middle, Far)]
    [InlineData(Sparse, Far)]
    [InlineData(Middle, Next)]
    [InlineData(Middle, "0000000000030200")]
    [InlineData(Middle, "0000000000010000")]
    [InlineData(Middle, "0000000000020200")]
    public async Task A_copy_is_named_by_all_and_is_all_that_is_wrong(string from, string to)
    {
        using var folder = await DamagedFolder.WriteAsync();
        using var target = new TempFolder();
        var stray = At(folder, to);
        File.Copy(At(folder, from), stray);

        var refused = await Assert.ThrowsAsync<JournalCorruptedException>(() => OpenAsync(folder.Path));
        var inspected = await Assert.ThrowsAsync<JournalCorruptedException>(() =>
            EmbeddedBrokerInspector.OpenAsync(folder.Path, TestContext.Current.CancellationToken)
        );
        var verify = JsonNode.Parse((await CommandRun.RunAsync("journal", "verify", folder.Path, "--json")).AssertExit(1).Output)!;
        var repair = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", target.Path)).AssertExit(0).Output;

        var reason = $"its name is not its own, by its header it is {from}.segment (LSN {Convert.ToInt64(from, 16)})";
        Assert.Equal(stray, refused.File);
        Assert.Equal(refused.Message, inspected.Message);
        Assert.StartsWith($"'{stray}' is damaged at byte 0: {reason}.", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            $" Nothing was changed. {from}.segment is there under its own name too: move {to}.segment out of the folder, and start again. Should a segment be missing then, restore the folder from a backup; waybill journal verify names all that is damaged.",
            refused.Message,
            StringComparison.Ordinal
        );
        var damage = Assert.Single(verify["damage"]!.AsArray())!;
        Assert.Equal(($"{to}.segment", reason), ((string)damage["file"]!, (string)damage["reason"]!));
        Assert.Contains(
            $"\n{to}.segment is put aside as {to}.segment.damaged.\n",
            repair.ReplaceLineEndings("\n"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("may have held more", repair, StringComparison.Ordinal);
        (await CommandRun.RunAsync("journal", "verify", target.Path)).AssertExit(0);

        File.Delete(stray);
        await OpenAsync(folder.Path);
    }

    [Fact]
    public async Task Of_what_can_be_read_nothing_is_said_where_nothing_was_read()
    {
        using var folder = await DamagedFolder.WriteAsync();
        File.Copy(At(folder, Middle), At(folder, Far));

        var refused = await Assert.ThrowsAsync<JournalCorruptedException>(() => OpenAsync(folder.Path));

        Assert.DoesNotContain("can still be read", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_segment_that_was_renamed_is_to_get_its_name_back()
    {
        using var folder = await DamagedFolder.WriteAsync();
        File.Move(At(folder, Last), At(folder, Far));

        var refused = await Assert.ThrowsAsync<JournalCorruptedException>(() => OpenAsync(folder.Path));
        var verify = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(1).Output;

        Assert.Contains(
            $" There is no {Last}.segment: if {Far}.segment was renamed, give it that name back; if it is a copy, move it out of the folder. Then start again;",
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.Contains($"  {Last}.segment, byte 0 (LSN 196608): the segment file is missing.", verify, StringComparison.Ordinal);
        Assert.Contains($"  {Far}.segment, byte 0 (LSN 65536000): its name is not its own,", verify, StringComparison.Ordinal);

        File.Move(At(folder, Far), At(folder, Last));
        await OpenAsync(folder.Path);
    }

    /// <summary>The segment whose name it has is lost then.</summary>
    [Fact]
    public async Task A_copy_over_a_segment_of_the_log_is_damage_of_the_log()
    {
        using var folder = await DamagedFolder.WriteAsync();
        File.Copy(At(folder, Middle), At(folder, Last), overwrite: true);

        var refused = await Assert.ThrowsAsync<JournalCorruptedException>(() => OpenAsync(folder.Path));
        var repair = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--dry-run")).AssertExit(1).Output;

        Assert.Equal(At(folder, Last), refused.File);
        Assert.StartsWith($"{folder.Path} is damaged in 1 place:", repair, StringComparison.Ordinal);
        Assert.Contains($"{Last}.segment, byte 0 (LSN 196608): its name is not its own,", repair, StringComparison.Ordinal);
        Assert.Contains("Damage behind the newest checkpoint may have held more", repair, StringComparison.Ordinal);
    }

    private static string At(DamagedFolder folder, string segment) => Path.Combine(folder.Path, segment + ".segment");

    private static async Task OpenAsync(string folder) =>
        await (await TestBroker.OpenAsync(folder, TestBroker.Small(bufferBytes: 16 * 1024))).DisposeAsync();
}

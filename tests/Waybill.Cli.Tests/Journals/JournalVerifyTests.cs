using System.Text.Json.Nodes;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Cli.Tests.Support;

namespace Waybill.Cli.Tests.Journals;

/// <summary><c>waybill journal verify</c> on real folders, whole and damaged.</summary>
public sealed class JournalVerifyTests
{
    [Fact]
    public async Task A_whole_folder()
    {
        using var folder = await DamagedFolder.WriteAsync();

        var run = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(0);
        var json = JsonNode.Parse((await CommandRun.RunAsync("journal", "verify", folder.Path, "--json")).AssertExit(0).Output)!;

        Assert.Equal(
            $"""
            {folder.Path} is whole: 3 segments (1 sparse), 2 checkpoints, 22 whole records in 21 batches.
            The log ends at LSN 203776, and was closed cleanly.

            """.ReplaceLineEndings(),
            run.Output.ReplaceLineEndings()
        );
        Assert.Equal(
            $$"""{"folder":"{{folder.Path}}","whole":true,"understood":true,"segments":3,"sparseSegments":1,"checkpoints":2,"batches":21,"records":22,"firstLsn":5184,"endLsn":203776,"closed":true,"tail":null,"damage":[],"lost":[],"mayHaveHeldMore":false,"refused":null}""",
            json.ToJsonString()
        );
    }

    /// <summary>Each kind of damage is found where it is, and what it says is pinned.</summary>
    [Theory]
    [MemberData(nameof(DamagedFolder.Kinds), MemberType = typeof(DamagedFolder))]
    public async Task Damage_is_found(string kind)
    {
        using var folder = await DamagedFolder.WriteAsync();
        var damage = folder.Damage(kind);
        var before = folder.Fingerprint();

        var run = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(1);
        var json = JsonNode.Parse((await CommandRun.RunAsync("journal", "verify", folder.Path, "--json")).AssertExit(1).Output)!;

        Assert.StartsWith($"{folder.Path} is damaged: ", run.Output, StringComparison.Ordinal);
        Assert.False((bool)json["whole"]!);
        var first = json["damage"]![0]!;
        Assert.Equal((damage.File, damage.Offset), ((string)first["file"]!, (long)first["offset"]!));
        Assert.Contains(damage.Reason, (string)first["reason"]!, StringComparison.Ordinal);
        Assert.Equal(damage.Lost, json["lost"]!.AsArray().Select(lost => $"{lost!["queue"]} {lost["lsn"]} {lost["id"] ?? "-"}"));
        Assert.Equal(before, folder.Fingerprint());
    }

    [Fact]
    public async Task What_a_crash_left_at_the_end_is_told_and_is_no_damage()
    {
        using var folder = await DamagedFolder.WriteAsync();
        folder.TearTail();

        var run = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(0);

        Assert.StartsWith($"{folder.Path} is whole: ", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "The log ends at LSN 203264. Behind it are 200 bytes of writes that a crash cut short",
            run.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_folder_that_a_broker_wrote()
    {
        using var folder = new TempFolder();
        await BrokerFolder.WriteAsync(folder.Path);

        var json = JsonNode.Parse((await CommandRun.RunAsync("journal", "verify", folder.Path, "--json")).AssertExit(0).Output)!;

        Assert.Equal((true, 2), ((bool)json["closed"]!, (int)json["checkpoints"]!));
        Assert.True((int)json["sparseSegments"]! > 0 && (int)json["segments"]! > 2, json.ToJsonString());
    }

    [Fact]
    public async Task A_folder_that_a_broker_uses_names_the_process()
    {
        using var folder = new TempFolder();
        await using var broker = await TestBroker.OpenAsync(folder.Path);

        var run = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(2);

        Assert.StartsWith($"'{folder.Path}' is in use by process {Environment.ProcessId}: ", run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("dump")]
    [InlineData("stats")]
    [InlineData("repair", "--dry-run")]
    public async Task An_input_that_is_none(params string[] verb)
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "no journal");

        Assert.StartsWith("There is no folder", await ErrorAsync(verb, Path.Combine(folder.Path, "none")), StringComparison.Ordinal);
        Assert.EndsWith("is a file. Name the folder that the broker was given.", await ErrorAsync(verb, file));
        Assert.Contains("holds no journal", await ErrorAsync(verb, folder.Path), StringComparison.Ordinal);
        Assert.Equal(["file"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task A_folder_that_may_not_be_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Permissions of folders do not bind root.");
        using var folder = await DamagedFolder.WriteAsync();
        File.SetUnixFileMode(folder.Path, UnixFileMode.None);
        try
        {
            Assert.Contains(folder.Path, await ErrorAsync(["verify"], folder.Path), StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static async Task<string> ErrorAsync(string[] verb, string path)
    {
        var run = (await CommandRun.RunAsync(["journal", verb[0], path, .. verb[1..]])).AssertExit(2);
        Assert.Empty(run.Output);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        return run.Errors.Trim();
    }
}

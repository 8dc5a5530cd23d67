using Waybill.Cli.Journals;
using Waybill.Cli.Tests.Support;
using Waybill.Storage.Devices;

namespace Waybill.Cli.Tests.Journals;

/// <summary>Where a repaired copy is made: a folder with the name that was asked for is a finished copy, and nothing else is touched.</summary>
public sealed class RepairTargetTests
{
    [Fact]
    public async Task A_copy_that_was_interrupted_has_another_name_and_is_not_gone_on_with()
    {
        using var folder = await DamagedFolder.WriteAsync();
        using var target = new TempFolder();
        folder.Damage("seal");
        var copy = Path.Combine(target.Path, "copy");
        using (var journal = await JournalInput.OpenAsync(folder.Path, CancellationToken.None))
        {
            var plan = RepairPlan.Of(journal, FolderReading.Read(journal));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                RepairedCopy.WriteAsync(journal, plan, copy, new CancellationToken(canceled: true))
            );
        }

        await File.WriteAllTextAsync(Path.Combine(copy + ".unfinished", "half"), "of a file");
        Assert.Equal(["copy.unfinished"], Directory.GetFileSystemEntries(target.Path).Select(Path.GetFileName));
        var again = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", copy)).AssertExit(2);
        Assert.Equal(
            $"'{copy}.unfinished' is what an interrupted repair left of a copy, and no journal to go on with. Delete it, and run the repair again.",
            again.Errors.Trim()
        );

        Directory.Delete(copy + ".unfinished", recursive: true);
        (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", copy)).AssertExit(0);
        Assert.Equal(["copy"], Directory.GetFileSystemEntries(target.Path).Select(Path.GetFileName));
        (await CommandRun.RunAsync("journal", "verify", copy)).AssertExit(0);
    }

    [Fact]
    public async Task Another_repair_at_the_same_place_is_named()
    {
        using var folder = await DamagedFolder.WriteAsync();
        using var target = new TempFolder();
        folder.Damage("seal");
        var copy = Path.Combine(target.Path, "copy");
        using var held = new DirectoryDevice(copy + ".unfinished").TryLock(shared: false, out _);

        var run = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", copy)).AssertExit(2);

        Assert.Equal(
            $"'{copy}.unfinished' is in use by process {Environment.ProcessId}: another repair makes its copy there. Wait for it, or name another folder.",
            run.Errors.Trim()
        );
        Assert.False(Directory.Exists(copy));
        Assert.Equal(["journal.lock"], Directory.GetFileSystemEntries(copy + ".unfinished").Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("sub")]
    [InlineData("sub/of/a/sub")]
    [InlineData("../link/sub")]
    [InlineData("../inner/sub")]
    public async Task A_copy_is_never_made_in_the_folder_itself(string place)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A link needs a privilege there.");
        using var parent = new TempFolder();
        var original = Path.Combine(parent.Path, "original");
        using (var written = await DamagedFolder.WriteAsync())
        {
            written.Damage("seal");
            Directory.Move(written.Path, original);
            Directory.CreateDirectory(written.Path);
        }

        Directory.CreateDirectory(Path.Combine(original, "empty"));
        Directory.CreateSymbolicLink(Path.Combine(parent.Path, "link"), original);
        Directory.CreateSymbolicLink(Path.Combine(parent.Path, "inner"), Path.Combine(parent.Path, "link", "empty"));
        var before = Entries(original);
        var copy = Path.Combine(original, place);

        var run = (await CommandRun.RunAsync("journal", "repair", original, "--copy", copy)).AssertExit(2);

        Assert.Equal(
            $"'{copy}' is in the folder that is to be repaired, where nothing is ever written. Name one outside of it.",
            run.Errors.Trim()
        );
        Assert.Equal(before, Entries(original));
    }

    /// <summary>No file system takes the name that the copy has while it is made.</summary>
    [Fact]
    public async Task A_place_that_cannot_be_made_leaves_no_folders_above_it()
    {
        using var folder = await DamagedFolder.WriteAsync();
        using var target = new TempFolder();
        folder.Damage("seal");
        var copy = Path.Combine(target.Path, "made", "too", new string('n', 250));

        var run = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", copy)).AssertExit(2);

        Assert.Contains(copy, run.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(target.Path));
    }

    [Fact]
    public async Task A_link_that_leads_to_itself_is_no_place()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A link needs a privilege there.");
        using var folder = await DamagedFolder.WriteAsync();
        using var target = new TempFolder();
        folder.Damage("seal");
        var link = Path.Combine(target.Path, "link");
        Directory.CreateSymbolicLink(link, link);

        var run = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", Path.Combine(link, "copy"))).AssertExit(2);

        Assert.Equal($"'{link}' is a link that leads nowhere.", run.Errors.Trim());
    }

    [Fact]
    public async Task A_link_to_an_empty_folder_stays_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A link needs a privilege there.");
        using var folder = await DamagedFolder.WriteAsync();
        using var target = new TempFolder();
        folder.Damage("seal");
        var (real, link) = (Path.Combine(target.Path, "real"), Path.Combine(target.Path, "link"));
        Directory.CreateDirectory(real);
        Directory.CreateSymbolicLink(link, real);

        (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", link)).AssertExit(0);

        Assert.Equal(real, new DirectoryInfo(link).LinkTarget);
        (await CommandRun.RunAsync("journal", "verify", real)).AssertExit(0);
    }

    [Fact]
    public async Task What_a_repair_has_put_aside_stays_beside_what_the_next_one_does()
    {
        using var folder = await DamagedFolder.WriteAsync();
        using var target = new TempFolder();
        folder.Damage("sparse record");
        var (first, second) = (Path.Combine(target.Path, "1"), Path.Combine(target.Path, "2"));
        (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", first)).AssertExit(0);
        const string Sparse = "0000000000000000.segment";
        var aside = await File.ReadAllBytesAsync(Path.Combine(first, Sparse + ".damaged"));
        var present = await File.ReadAllBytesAsync(Path.Combine(first, Sparse));
        present[4096 + 30] ^= 1;
        await File.WriteAllBytesAsync(Path.Combine(first, Sparse), present);

        var run = (await CommandRun.RunAsync("journal", "repair", first, "--copy", second)).AssertExit(0);

        Assert.Contains($"{Sparse} is put aside as {Sparse}.damaged-2, and", run.Output, StringComparison.Ordinal);
        Assert.Equal(aside, await File.ReadAllBytesAsync(Path.Combine(second, Sparse + ".damaged")));
        Assert.Equal(present, await File.ReadAllBytesAsync(Path.Combine(second, Sparse + ".damaged-2")));
        (await CommandRun.RunAsync("journal", "verify", second)).AssertExit(0);
    }

    private static string[] Entries(string folder) =>
        [.. Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}

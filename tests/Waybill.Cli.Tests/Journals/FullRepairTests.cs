using System.Globalization;
using System.Text.RegularExpressions;
using Waybill.Cli.Journals;
using Waybill.Cli.Tests.Support;

namespace Waybill.Cli.Tests.Journals;

/// <summary>A repair whose copy does not fit its disk: the error says how much it takes, and nothing of it is left.</summary>
public sealed class FullRepairTests
{
    [Theory]
    [InlineData("seal")]
    [InlineData("record's payload")]
    [InlineData("sparse record")]
    [InlineData("older checkpoint")]
    public async Task Wherever_the_disk_is_full_nothing_is_left_and_with_what_it_needs_it_is_made(string kind)
    {
        using var folder = await DamagedFolder.WriteAsync();
        folder.Damage(kind);
        var before = folder.Fingerprint();
        using var target = new TempFolder();
        var copy = Path.Combine(target.Path, "copy");
        long needed = 0;
        var refused = 0;
        for (var room = 0; ; room += 16 * 1024)
        {
            if (await ErrorAsync(folder, copy, room) is not { } error)
            {
                break;
            }

            var text = Regex.Match(
                error,
                $"^'{Regex.Escape(copy)}' cannot be made: its disk is full, and the copy needs ([0-9]+) bytes\\. Free some space, or name a folder on another disk\\. '{Regex.Escape(copy)}\\.unfinished' is deleted again\\.$"
            );
            Assert.True(text.Success, error);
            needed = long.Parse(text.Groups[1].Value, CultureInfo.InvariantCulture);
            Assert.Empty(Directory.GetFileSystemEntries(target.Path));
            Assert.True(room < needed, $"{room} bytes were not enough, and it is to need {needed}.");
            refused++;
        }

        Assert.InRange(refused, 3, 40);
        Directory.Delete(copy, recursive: true);
        Assert.Null(await ErrorAsync(folder, copy, needed));
        (await CommandRun.RunAsync("journal", "verify", copy)).AssertExit(0);
        Assert.Equal(before, folder.Fingerprint());
    }

    /// <summary>Only those that the repair made itself, and that hold nothing.</summary>
    [Fact]
    public async Task The_folders_above_the_copy_are_gone_again_when_the_repair_made_them()
    {
        using var folder = await DamagedFolder.WriteAsync();
        folder.Damage("seal");
        using var target = new TempFolder();
        var (present, made) = (Path.Combine(target.Path, "present"), Path.Combine(target.Path, "present", "made"));
        Directory.CreateDirectory(present);

        Assert.Contains("its disk is full", await ErrorAsync(folder, Path.Combine(made, "too", "copy"), 0), StringComparison.Ordinal);

        Assert.Equal(present, Assert.Single(Directory.GetFileSystemEntries(target.Path)));
        Assert.Empty(Directory.GetFileSystemEntries(present));

        var error = await ErrorAsync(
            folder,
            Path.Combine(made, "too", "copy"),
            0,
            () => File.WriteAllText(Path.Combine(made, "note"), "of somebody")
        );

        Assert.Contains("its disk is full", error, StringComparison.Ordinal);
        Assert.Equal([Path.Combine(made, "note")], Directory.GetFileSystemEntries(made));
    }

    [Fact]
    public async Task What_another_repair_left_is_not_deleted()
    {
        using var folder = await DamagedFolder.WriteAsync();
        folder.Damage("seal");
        using var target = new TempFolder();
        var copy = Path.Combine(target.Path, "copy");
        Directory.CreateDirectory(copy + ".unfinished");
        await File.WriteAllTextAsync(Path.Combine(copy + ".unfinished", "half"), "of a file", TestContext.Current.CancellationToken);

        Assert.Contains("is what an interrupted repair left", await ErrorAsync(folder, copy, 0), StringComparison.Ordinal);

        Assert.True(File.Exists(Path.Combine(copy + ".unfinished", "half")));
    }

    private static async Task<string?> ErrorAsync(DamagedFolder folder, string copy, long room, Action? onLock = null)
    {
        using var journal = await JournalInput.OpenAsync(folder.Path, CancellationToken.None);
        var plan = RepairPlan.Of(journal, FolderReading.Read(journal));
        try
        {
            var (_, isWhole) = await RepairedCopy.WriteAsync(
                journal,
                plan,
                copy,
                path => new SmallDisk(path, room, onLock),
                CancellationToken.None
            );
            Assert.True(isWhole);
            return null;
        }
        catch (InputException error)
        {
            return error.Message;
        }
    }
}

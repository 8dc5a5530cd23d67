using System.ComponentModel;
using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

/// <summary>What of a folder and its parents is made durable when it is locked, and how its files begin.</summary>
public sealed class DirectoryTests : TempDataDirectory
{
    [Fact]
    public void An_exclusive_lock_syncs_the_parent_of_a_folder_that_was_there_before()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "data")).FullName;
        var synced = new List<string>();
        using var held = new DirectoryDevice(folder, synced.Add).TryLock(shared: false, out _);
        Assert.NotNull(held);
        Assert.Equal([Folder], synced);
    }

    [Fact]
    public void Whoever_waits_for_a_folder_syncs_nothing_until_it_is_his()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "data")).FullName;
        var synced = new List<string>();
        var waiting = new DirectoryDevice(folder, synced.Add);
        using (new DirectoryDevice(folder).TryLock(shared: false, out _))
        {
            Assert.Null(waiting.TryLock(shared: false, out _));
            Assert.Null(waiting.TryLock(shared: false, out _));
        }
        Assert.Empty(synced);

        using var held = waiting.TryLock(shared: false, out _);
        Assert.NotNull(held);
        Assert.Equal([Folder], synced);
    }

    [Fact]
    public void A_folder_that_cannot_be_synced_is_not_kept_locked()
    {
        Assert.Throws<IOException>(() => new DirectoryDevice(Folder, folder => ThrowFor(true, folder, 5)).TryLock(shared: false, out _));
        using var held = new DirectoryDevice(Folder).TryLock(shared: false, out _);
        Assert.NotNull(held);
    }

    [Fact]
    public void Every_folder_that_is_created_is_synced_in_its_parent_before_another_is_created_in_it()
    {
        var synced = new List<string>();
        var a = Path.Combine(Folder, "a");
        var b = Path.Combine(a, "b");
        var present = new List<bool>();
        var device = new DirectoryDevice(
            Path.Combine(b, "c"),
            folder =>
            {
                synced.Add(folder);
                present.Add(Directory.Exists(Path.Combine(folder, "a", "b")) || Directory.Exists(Path.Combine(folder, "b", "c")));
            }
        );
        using var held = device.TryLock(shared: false, out _);
        Assert.True(Directory.Exists(Path.Combine(b, "c")));
        Assert.Equal([Path.GetDirectoryName(Folder)!, Folder, a, b], synced);
        Assert.All(present, Assert.False);
    }

    [Fact]
    public void A_folder_whose_creation_was_cut_before_its_sync_is_synced_before_anything_is_created_in_it()
    {
        var a = Path.Combine(Folder, "a");
        var b = Path.Combine(a, "b");
        Assert.Throws<IOException>(() =>
            new DirectoryDevice(b, folder => ThrowFor(folder == Folder, folder, 5)).TryLock(shared: false, out _)
        );
        Assert.True(Directory.Exists(a));
        Assert.False(Directory.Exists(b));

        var synced = new List<string>();
        using var held = new DirectoryDevice(b, synced.Add).TryLock(shared: false, out _);
        Assert.Equal([Folder, a], synced);
    }

    [Fact]
    public void A_shared_lock_syncs_nothing()
    {
        var synced = new List<string>();
        using var held = new DirectoryDevice(Folder, synced.Add).TryLock(shared: true, out _);
        Assert.Empty(synced);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(22)]
    [InlineData(30)]
    public void A_parent_that_cannot_be_synced_by_this_process_is_no_reason_not_to_open(int error)
    {
        using var held = new DirectoryDevice(Folder, folder => ThrowFor(true, folder, error)).TryLock(shared: false, out _);
        Assert.NotNull(held);
    }

    [Theory]
    [InlineData(22)]
    [InlineData(30)]
    public void Nor_is_one_of_a_created_folder_on_a_file_system_without_such_syncs(int error)
    {
        var folder = Path.Combine(Folder, "a");
        using var held = new DirectoryDevice(folder, parent => ThrowFor(true, parent, error)).TryLock(shared: false, out _);
        Assert.NotNull(held);
    }

    [Fact]
    public void Every_other_failure_is_one()
    {
        Assert.Throws<IOException>(() => new DirectoryDevice(Folder, folder => ThrowFor(true, folder, 5)).TryLock(shared: false, out _));
        // A folder that this process created one in and may not read: its entry is ours to answer for.
        var created = Path.Combine(Folder, "a");
        Assert.Throws<IOException>(() =>
            new DirectoryDevice(created, folder => ThrowFor(folder == Folder, folder, 13)).TryLock(shared: false, out _)
        );
    }

    [Fact]
    public void The_data_folder_itself_is_never_forgiven()
    {
        var device = new DirectoryDevice(Folder, folder => ThrowFor(true, folder, 22));
        Assert.Throws<IOException>(device.SyncDirectory);
    }

    /// <summary>Of the kernel's files of this process none can have so much space, and none be deleted.</summary>
    [Fact]
    public void A_file_that_cannot_have_its_space_says_so_and_not_that_it_cannot_be_deleted()
    {
        Assert.SkipUnless(File.Exists("/proc/self/comm"), "There is no /proc here.");

        var failure = Assert.Throws<IOException>(() => new DirectoryDevice("/proc/self").Create("comm", long.MaxValue));

        Assert.StartsWith("fallocate on '/proc/self/comm' failed", failure.Message, StringComparison.Ordinal);
    }

    private static void ThrowFor(bool condition, string folder, int error)
    {
        if (condition)
        {
            throw new IOException(folder, new Win32Exception(error));
        }
    }
}

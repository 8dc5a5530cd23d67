using System.ComponentModel;
using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

/// <summary>What of a folder and its parents is made durable when it is locked.</summary>
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
    public void Every_folder_that_is_created_is_synced_in_its_parent()
    {
        var synced = new List<string>();
        var folder = Path.Combine(Folder, "a", "b");
        using var held = new DirectoryDevice(folder, synced.Add).TryLock(shared: false, out _);
        Assert.True(Directory.Exists(folder));
        Assert.Equal([Folder, Path.Combine(Folder, "a")], synced.Distinct());
    }

    [Fact]
    public void A_shared_lock_syncs_nothing()
    {
        var synced = new List<string>();
        using var held = new DirectoryDevice(Folder, synced.Add).TryLock(shared: true, out _);
        Assert.Empty(synced);
    }

    [Fact]
    public void A_parent_that_may_not_be_read_is_no_reason_not_to_open_and_every_other_failure_is()
    {
        static Action<string> Failing(int error) => folder => throw new IOException(folder, new Win32Exception(error));
        using (var held = new DirectoryDevice(Folder, Failing(13)).TryLock(shared: false, out _))
        {
            Assert.NotNull(held);
        }
        Assert.Throws<IOException>(() => new DirectoryDevice(Folder, Failing(5)).TryLock(shared: false, out _));
    }
}

using System.ComponentModel;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>A folder, or a file of it, that is not the process's to use.</summary>
public sealed class DeniedFolderTests : TempDataDirectory
{
    /// <summary>In all the ways that it is told in: .NET tells of a file system that is read-only in another one than of what is not permitted, and the journal's own calls in one of theirs.</summary>
    public static TheoryData<string> Reports => ["EACCES or EPERM of .NET", "EROFS of .NET", "1", "13", "30"];

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task A_folder_that_is_not_the_processs_to_change_says_so(string report)
    {
        var device = new SimulatedDevice { Script = operation => throw Denied(report, $"/simulated/{operation.Name}") };

        var denied = await Assert.ThrowsAsync<TransportException>(() => TestBroker.OpenAsync(device));

        Assert.StartsWith(
            "The folder '/simulated' cannot be used: Denied '/simulated/0000000000000000.segment",
            denied.Message,
            StringComparison.Ordinal
        );
        Assert.EndsWith("create, read, change and delete files in it.", denied.Message, StringComparison.Ordinal);
        Assert.Equal(Denied(report, "").GetType(), denied.InnerException!.GetType());
    }

    /// <summary>Its files may be the process's to change, and no further segment could be made. In this folder of the kernel's not even root can make one.</summary>
    [Fact]
    public async Task A_folder_in_which_nothing_can_be_made_says_so_when_it_is_opened()
    {
        const string Kernels = "/proc/sys";
        Assert.SkipUnless(Directory.Exists(Kernels), $"There is no {Kernels} here.");

        var denied = await Assert.ThrowsAsync<TransportException>(() => TestBroker.OpenAsync(Kernels));

        Assert.StartsWith(
            $"The folder '{Kernels}' cannot be used: access on '{Kernels}' failed: ",
            denied.Message,
            StringComparison.Ordinal
        );
        Assert.EndsWith("create, read, change and delete files in it.", denied.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task What_is_denied_to_a_running_journal_ends_it(string report)
    {
        var (device, logger) = (new SimulatedDevice(), new RecordingLogger());
        await using var broker = await TestBroker.OpenAsync(device, logger: logger);
        device.Script = operation => throw Denied(report, operation.Name);

        await Assert.ThrowsAsync<JournalFaultedException>(() => broker.PublishAsync("lost"));
        await Assert.ThrowsAsync<JournalFaultedException>(() => broker.PublishAsync("after"));
        await broker.DisposeAsync();
        var told = Assert.Single(logger.Entries, static entry => entry.Id == 4002);
        Assert.StartsWith("Journal '/simulated' has stopped.", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_file_that_is_not_the_processs_to_write_is_named()
    {
        var file = LockFileLike("/proc/sys/kernel/ostype");

        var denied = await Assert.ThrowsAsync<TransportException>(() => TestBroker.OpenAsync(Folder));

        Assert.StartsWith($"The folder '{Folder}' cannot be used: open on '{file}' failed: ", denied.Message, StringComparison.Ordinal);
        Assert.EndsWith("create, read, change and delete files in it.", denied.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_only_reads_need_only_be_allowed_to()
    {
        var file = LockFileLike("/proc/sys/vm/compact_memory");

        var denied = await Assert.ThrowsAsync<TransportException>(() =>
            EmbeddedBrokerInspector.OpenAsync(Folder, TestContext.Current.CancellationToken)
        );

        Assert.StartsWith($"The folder '{Folder}' cannot be used: open on '{file}' failed: ", denied.Message, StringComparison.Ordinal);
        Assert.EndsWith("The process has to be allowed to read every file in it.", denied.Message, StringComparison.Ordinal);
    }

    /// <summary>Where the tests' process may do everything to its own files, these settings of the kernel are not even root's to open so: the one to write, the other to read.</summary>
    private string LockFileLike(string setting)
    {
        Assert.SkipUnless(File.Exists(setting), $"There is no {setting} here.");
        var file = Path.Combine(Folder, DirectoryLock.FileName);
        File.CreateSymbolicLink(file, setting);
        return file;
    }

    private static Exception Denied(string report, string path) =>
        report switch
        {
            "EACCES or EPERM of .NET" => new UnauthorizedAccessException($"Denied '{path}'."),
            "EROFS of .NET" => new IOException($"Denied '{path}'", 30),
            var error => new IOException($"Denied '{path}' (errno {error}).", new Win32Exception(int.Parse(error, null))),
        };
}

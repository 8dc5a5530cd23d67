using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

public sealed class LockTests : TempDataDirectory
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_in_use_is_refused_with_its_owners_process_id(bool readOnly)
    {
        var (journal, _) = await TestJournal.OpenAsync(new DirectoryDevice(Folder));
        var locked = await Assert.ThrowsAsync<StorageLockedException>(() => OpenAsync(readOnly, TestJournal.Small));
        Assert.Equal(Environment.ProcessId, locked.OwnerProcessId);
        Assert.Equal(Folder, locked.Folder);
        await journal.DisposeAsync();
        (await OpenAsync(readOnly, TestJournal.Small)).Dispose();
    }

    /// <summary>As a process has that is just being started, for a moment.</summary>
    [Fact]
    public void A_lock_that_was_let_go_of_is_free_though_somebody_else_has_its_file_open_too()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no /proc here.");
        var device = new DirectoryDevice(Folder);
        var held = device.TryLock(shared: false, out _)!;
        var descriptor = Directory
            .GetFiles("/proc/self/fd")
            .Single(link => new FileInfo(link).LinkTarget is { } file && file.StartsWith(Folder + "/", StringComparison.Ordinal));
        var copy = Duplicate(int.Parse(Path.GetFileName(descriptor), System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(copy >= 0);
        using var open = new Microsoft.Win32.SafeHandles.SafeFileHandle(copy, ownsHandle: true);

        held.Dispose();

        using var again = device.TryLock(shared: false, out _);
        Assert.NotNull(again);
    }

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "dup")]
    [System.Runtime.InteropServices.DefaultDllImportSearchPaths(System.Runtime.InteropServices.DllImportSearchPath.System32)]
    private static extern int Duplicate(int descriptor);

    /// <summary>The folder may be a project's, and there is a file that holds what was shipped.</summary>
    [Fact]
    public async Task The_lock_file_of_schemas_is_another_one()
    {
        var schemas = Path.Combine(Folder, "waybill.lock");
        await File.WriteAllTextAsync(schemas, "waybill-lock 1", TestContext.Current.CancellationToken);
        await TestJournal.RecoverAsync(new DirectoryDevice(Folder));
        Assert.Equal("waybill-lock 1", await File.ReadAllTextAsync(schemas, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Readers_share_the_folder_and_keep_writers_out()
    {
        await TestJournal.RecoverAsync(new DirectoryDevice(Folder));
        using (await OpenAsync(readOnly: true, TestJournal.Small))
        using (await OpenAsync(readOnly: true, TestJournal.Small))
        {
            var locked = await Assert.ThrowsAsync<StorageLockedException>(() => OpenAsync(readOnly: false, TestJournal.Small));
            Assert.Equal(0, locked.OwnerProcessId);
        }
        (await OpenAsync(readOnly: false, TestJournal.Small)).Dispose();
    }

    [Fact]
    public async Task A_disk_too_full_for_the_owners_id_leaves_no_lock_behind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a device that is always full.");
        await TestJournal.RecoverAsync(new DirectoryDevice(Folder));
        File.Delete(Path.Combine(Folder, "journal.lock"));
        File.CreateSymbolicLink(Path.Combine(Folder, "journal.lock"), "/dev/full");
        for (var i = 0; i < 2; i++)
        {
            using var held = new DirectoryDevice(Folder).TryLock(shared: false, out _);
            Assert.NotNull(held);
            Assert.Null(new DirectoryDevice(Folder).TryLock(shared: false, out var owner));
            Assert.Equal(0, owner);
        }
    }

    [Fact]
    public async Task The_second_waits_for_the_first_as_long_as_it_is_told()
    {
        var time = new FakeTimeProvider();
        var options = new JournalOptions
        {
            SegmentBytes = 64 * 1024,
            BufferBytes = 4096,
            TimeProvider = time,
        };
        var (journal, _) = await TestJournal.OpenAsync(new DirectoryDevice(Folder));

        var tooLate = OpenAsync(readOnly: false, options);
        while (!tooLate.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        Assert.Contains("60 s", (await Assert.ThrowsAsync<StorageLockedException>(() => tooLate)).Message, StringComparison.Ordinal);

        var inTime = OpenAsync(readOnly: false, options);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.False(inTime.IsCompleted);
        await journal.DisposeAsync();
        while (!inTime.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }
        (await inTime).Dispose();
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        var options = new JournalOptions { TimeProvider = new FakeTimeProvider() };
        var (journal, _) = await TestJournal.OpenAsync(new DirectoryDevice(Folder));
        using var cancel = new CancellationTokenSource();
        var waiting = Journal.OpenAsync(new DirectoryDevice(Folder), new RecordingClient(), options, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task Reading_changes_nothing_on_disk_not_even_a_torn_tail()
    {
        var device = new DirectoryDevice(Folder);
        var (journal, client) = await TestJournal.OpenAsync(device);
        for (var i = 0; i < 100; i++)
        {
            await journal.AppendAsync(new byte[i * 10]);
        }
        await journal.DisposeAsync();
        var last = client.Committed.Last();
        var segment = Directory.GetFiles(Folder, "*.segment").Order(StringComparer.Ordinal).Last(file => HasByte(file, last.Lsn));
        // A torn tail and the leftover of a segment that was being made: a writer would repair both.
        using (var file = File.OpenHandle(segment, FileMode.Open, FileAccess.ReadWrite))
        {
            var start = Convert.ToInt64(Path.GetFileNameWithoutExtension(segment), 16);
            RandomAccess.Write(file, new byte[2048], last.Lsn - start);
        }
        await File.WriteAllBytesAsync(
            Path.Combine(Folder, "00000000ffff0000.segment.preparing"),
            [1],
            TestContext.Current.CancellationToken
        );
        var before = Hash();

        var reading = new RecordingClient();
        using (var reader = await JournalReader.OpenAsync(device, reading, TestJournal.Small, TestContext.Current.CancellationToken))
        {
            Assert.Equal(99, reading.Recovered.Count);
            var record = reader.Read(reading.Recovered[50].Lsn, new RecordBlock(), RecordBlock.LeastBytes);
            Assert.Equal(500, record.Payload.Length);
        }
        Assert.Equal(before, Hash());
    }

    [Fact]
    public async Task Reading_a_folder_without_a_journal_creates_nothing()
    {
        var missing = Path.Combine(Folder, "none");
        await Assert.ThrowsAsync<FileNotFoundException>(() =>
            JournalReader.OpenAsync(new DirectoryDevice(missing), new RecordingClient(), null, TestContext.Current.CancellationToken)
        );
        Assert.False(Directory.Exists(missing));
    }

    private async Task<IDisposable> OpenAsync(bool readOnly, JournalOptions options)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var device = new DirectoryDevice(Folder);
        return readOnly
            ? await JournalReader.OpenAsync(device, new RecordingClient(), options, cancellationToken)
            : new Blocking(await Journal.OpenAsync(device, new RecordingClient(), options, cancellationToken));
    }

    private static bool HasByte(string file, long lsn) => Convert.ToInt64(Path.GetFileNameWithoutExtension(file), 16) <= lsn;

    private string Hash() =>
        string.Join(
            '\n',
            Directory
                .GetFiles(Folder)
                .Order(StringComparer.Ordinal)
                .Select(file =>
                    $"{file} {File.GetLastWriteTimeUtc(file).Ticks} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"
                )
        );

    private sealed class Blocking(Journal journal) : IDisposable
    {
        public void Dispose() => journal.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}

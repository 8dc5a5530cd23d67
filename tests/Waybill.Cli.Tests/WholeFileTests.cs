using System.Runtime.Versioning;
using Waybill.Cli.Output;
using Waybill.Cli.Tests.Support;

namespace Waybill.Cli.Tests;

/// <summary>Files that the tool writes are there whole or as they were.</summary>
public sealed class WholeFileTests
{
    private const string Order = "[Message] public sealed partial record Order(string Id);";
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IEnumerable<string> Names(TempFolder folder) =>
        Directory.EnumerateFileSystemEntries(folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    /// <summary>Written in place, the file that is open would change under who reads it: that is the half that a crash leaves.</summary>
    [Fact]
    public async Task Who_reads_the_lock_file_while_it_is_accepted_has_the_old_one_whole()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "waybill.lock");
        await File.WriteAllTextAsync(path, "waybill-lock 1\n", Cancellation);
        using var reader = new StreamReader(
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0)
        );

        (await CommandRun.RunAsync("schema", "accept", Compiled.Write(Order, folder), "--lock", path)).AssertExit(0);

        Assert.Equal("waybill-lock 1\n", await reader.ReadToEndAsync(Cancellation));
        Assert.Contains("field\tOrder\t1\tId", await File.ReadAllTextAsync(path, Cancellation));
        Assert.Equal(["Shop.dll", "waybill.lock"], Names(folder));
    }

    [Fact]
    public async Task Who_reads_an_exported_file_meanwhile_has_the_old_one_whole()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "Shop.proto");
        await File.WriteAllTextAsync(path, "old", Cancellation);
        using var reader = new StreamReader(
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0)
        );

        (
            await CommandRun.RunAsync("schema", "export", Compiled.Write(Order, folder), "--format", "proto", "--output", folder.Path)
        ).AssertExit(0);

        Assert.Equal("old", await reader.ReadToEndAsync(Cancellation));
        Assert.Equal(["Shop.dll", "Shop.proto"], Names(folder));
    }

    [Fact]
    public async Task What_cannot_be_finished_leaves_the_file_and_nothing_beside_it()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "a");
        await File.WriteAllTextAsync(path, "old", Cancellation);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            WholeFile.WriteAsync(path, "new", new CancellationToken(canceled: true))
        );
        await Assert.ThrowsAsync<InputException>(() => WholeFile.WriteAsync(Path.Combine(path, "b"), "new", Cancellation));
        Directory.CreateDirectory(Path.Combine(folder.Path, "c"));
        await Assert.ThrowsAsync<InputException>(() => WholeFile.WriteAsync(Path.Combine(folder.Path, "c"), "new", Cancellation));

        Assert.Equal("old", await File.ReadAllTextAsync(path, Cancellation));
        Assert.Equal(["a", "c"], Names(folder));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_link_stays_one_and_permissions_stay()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions, and links need a right of their own.");
        using var folder = new TempFolder();
        var (file, link) = (Path.Combine(folder.Path, "file"), Path.Combine(folder.Path, "link"));
        await File.WriteAllTextAsync(file, "old", Cancellation);
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherRead;
        File.SetUnixFileMode(file, Mode);
        File.CreateSymbolicLink(link, "file");

        await WholeFile.WriteAsync(link, "new", Cancellation);

        Assert.Equal("new", await File.ReadAllTextAsync(file, Cancellation));
        Assert.Equal("file", new FileInfo(link).LinkTarget);
        Assert.Equal(Mode, File.GetUnixFileMode(file));
        Assert.Equal(["file", "link"], Names(folder));
    }
}

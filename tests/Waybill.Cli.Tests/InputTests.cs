using System.Runtime.Versioning;
using Waybill.Cli.Tests.Support;

namespace Waybill.Cli.Tests;

/// <summary>Inputs that cannot be read: exit code 2, the thing by name, and the way out.</summary>
[Collection(StartsProcesses.Name)]
public sealed class InputTests
{
    private static async Task<string> ErrorAsync(params string[] args)
    {
        var run = (await CommandRun.RunAsync(args)).AssertExit(2);
        Assert.Empty(run.Output);
        Assert.DoesNotContain("   at ", run.Errors);
        return run.Errors.Trim();
    }

    [Fact]
    public async Task Nothing_there() =>
        Assert.Equal(
            "There is no file 'no/such.dll'. Name an assembly (.dll) or a project (.csproj).",
            await ErrorAsync("schema", "show", "no/such.dll")
        );

    [Fact]
    public async Task No_assembly()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "Shop.dll");
        await File.WriteAllTextAsync(path, "MZ, or so it says", TestContext.Current.CancellationToken);

        Assert.StartsWith($"{path} is no .NET assembly", await ErrorAsync("schema", "show", path));
    }

    [Fact]
    public async Task An_assembly_without_messages()
    {
        var path = typeof(MessageAttribute).Assembly.Location;

        Assert.StartsWith($"{path} has no messages: ", await ErrorAsync("schema", "show", path));
    }

    [Fact]
    public async Task An_assembly_that_is_cut_off()
    {
        using var folder = new TempFolder();
        var path = Compiled.Write("[Message] public sealed partial record M(int A);", folder);
        var image = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        for (var length = 0; length < image.Length; length += 97)
        {
            await File.WriteAllBytesAsync(path, image[..length], TestContext.Current.CancellationToken);
            var run = await CommandRun.RunAsync("schema", "show", path);

            // What is cut off behind the metadata is no loss.
            Assert.True(run.ExitCode == 2 ? run.Errors.StartsWith(path, StringComparison.Ordinal) : run.ExitCode == 0, run.Errors);
        }
    }

    [Fact]
    public async Task No_lock_file()
    {
        using var folder = new TempFolder();
        var path = Compiled.Write("[Message] public sealed partial record M(int A);", folder);
        var file = Path.Combine(folder.Path, "waybill.lock");

        Assert.Equal(
            $"There is no {file}. Make it with: waybill schema accept. Then commit it.",
            await ErrorAsync("schema", "check", path, "--lock", file)
        );
    }

    /// <summary>An assembly may lie anywhere and be of any age: which file it stands for is not guessed.</summary>
    [Theory]
    [InlineData("check")]
    [InlineData("diff")]
    [InlineData("accept")]
    public async Task An_assembly_has_no_lock_file_of_its_own(string verb)
    {
        using var folder = new TempFolder();
        var path = Compiled.Write("[Message] public sealed partial record M(int A);", folder);

        Assert.Equal(
            $"{path} is an assembly, which has no waybill.lock of its own. Name the file with --lock, or name the project.",
            await ErrorAsync("schema", verb, path)
        );
        Assert.False(File.Exists("waybill.lock"));
    }

    /// <summary>To root everything is writable, but for what has no place for files.</summary>
    [Fact]
    public async Task A_place_where_nothing_can_be_written()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a folder that takes no files, whoever asks.");
        using var folder = new TempFolder();
        var path = Compiled.Write("[Message] public sealed partial record M(int A);", folder);

        Assert.Equal(
            "/proc/waybill.lock cannot be written: Could not find file '/proc/waybill.lock'. "
                + "The file and its folder must be writable, since a new file beside it takes its place. Make them so, or name another place.",
            await ErrorAsync("schema", "accept", path, "--lock", "/proc/waybill.lock")
        );
    }

    [Fact]
    public async Task A_folder_in_the_place_of_the_lock_file()
    {
        using var folder = new TempFolder();
        var path = Compiled.Write("[Message] public sealed partial record M(int A);", folder);
        var file = Path.Combine(folder.Path, "waybill.lock");
        Directory.CreateDirectory(file);

        Assert.StartsWith(
            $"{file} cannot be written: a folder has that name. ",
            await ErrorAsync("schema", "accept", path, "--lock", file),
            StringComparison.Ordinal
        );
    }

    /// <summary>The file that cannot be made is the tool's own, of a name that nobody knows: the lock file's is said.</summary>
    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_folder_that_may_not_be_written()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Permissions of folders do not bind root.");
        using var folder = new TempFolder();
        var path = Compiled.Write("[Message] public sealed partial record M(int A);", folder);
        var file = Path.Combine(folder.Path, "waybill.lock");
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.StartsWith(
                $"{file} cannot be written: Access to the path '{file}' is denied. ",
                await ErrorAsync("schema", "accept", path, "--lock", file),
                StringComparison.Ordinal
            );
        }
        finally
        {
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Theory]
    [InlineData("check")]
    [InlineData("diff")]
    [InlineData("accept")]
    public async Task A_damaged_lock_file_is_neither_believed_nor_overwritten(string verb)
    {
        using var folder = new TempFolder();
        var path = Compiled.Write("[Message] public sealed partial record M(int A);", folder);
        var file = Path.Combine(folder.Path, "waybill.lock");
        const string Text = "waybill-lock 1\nmessage\tM\n<<<<<<< HEAD\nfield\tM\tone\tA\ta\tsingular\tint32\n";
        await File.WriteAllTextAsync(file, Text, TestContext.Current.CancellationToken);

        var errors = await ErrorAsync("schema", verb, path, "--lock", file);

        Assert.Contains($"{file}(3): it is a mark that a merge left", errors);
        Assert.Contains($"{file}(4): the field 'number' is 'one', not a whole number.", errors);
        Assert.Contains("Mend it", errors);
        Assert.Equal(Text, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_project_that_is_not_built()
    {
        using var folder = new TempFolder();
        var project = Path.Combine(folder.Path, "Shop.csproj");
        await File.WriteAllTextAsync(
            project,
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>",
            TestContext.Current.CancellationToken
        );

        var errors = await ErrorAsync("schema", "show", folder.Path);

        Assert.StartsWith(
            $"{project} is not built: there is no {Path.Combine(folder.Path, "bin", "Debug", "net10.0", "Shop.dll")}.",
            errors
        );
        Assert.EndsWith($"Run: dotnet build {project} --configuration Debug", errors);
    }

    [Fact]
    public async Task A_folder_without_a_project()
    {
        using var folder = new TempFolder();

        Assert.Equal($"{folder.Path} has 0 projects. Name one of them, or an assembly.", await ErrorAsync("schema", "show", folder.Path));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written()
    {
        using var folder = new TempFolder();
        var path = Compiled.Write("[Message] public sealed partial record M(int A);", folder);

        // A file has no files in it.
        Assert.Contains(path, await ErrorAsync("schema", "export", path, "--format", "proto", "--output", path));
        Assert.Contains(path, await ErrorAsync("schema", "accept", path, "--lock", Path.Combine(path, "waybill.lock")));
    }

    [Theory]
    [InlineData("schema", "paint")]
    [InlineData("schema", "export", "x.dll")]
    [InlineData("schema", "export", "x.dll", "--format", "avro")]
    public async Task A_mistake_in_the_command(params string[] args) => (await CommandRun.RunAsync(args)).AssertExit(2);

    [Fact]
    public async Task Two_types_of_one_name()
    {
        using var folder = new TempFolder();
        var path = Compiled.Write(
            "[Message] public sealed partial record Order(string Id); [Message(Name = \"Order\")] public sealed partial record Other(int Number);",
            folder
        );

        var locked = Path.Combine(folder.Path, "waybill.lock");
        await File.WriteAllTextAsync(locked, "waybill-lock 1\n", TestContext.Current.CancellationToken);
        foreach (var verb in new[] { "show", "check", "accept", "export" })
        {
            Assert.Equal(
                $"{path}: Two of its types are messages with the name 'Order' (WB3004). Give one of them a Name of its own in [Message], and rebuild it.",
                await ErrorAsync([
                    "schema",
                    verb,
                    path,
                    .. verb switch
                    {
                        "export" => ["--format", "proto"],
                        "show" => Array.Empty<string>(),
                        _ => ["--lock", locked],
                    },
                ])
            );
        }
    }
}

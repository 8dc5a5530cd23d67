using System.Text.RegularExpressions;

namespace OrderPipeline.Tests;

public sealed class BadInputTests
{
    /// <summary>Where a byte is turned: among the first records of any run.</summary>
    private const int Damaged = 20_000;

    [Theory]
    [InlineData("--crash-after", "0")]
    [InlineData("--crash-after", "soon")]
    [InlineData("--crash-after", "99999999999")]
    [InlineData("--data", "")]
    [InlineData("--orders", "")]
    [InlineData("--summary-json", " ")]
    [InlineData("--inspect")]
    [InlineData("--inspect", "--crash-after", "3", "--data", "anywhere")]
    [InlineData("--nonsense")]
    public async Task A_bad_option_is_one_clear_line(params string[] arguments)
    {
        var run = await SampleProcess.RunAsync(arguments);

        AssertOneLine(run);
        Assert.Contains(arguments[0], run.Errors);
        Assert.DoesNotContain("System.", run.Errors);
        Assert.DoesNotContain("Parameter", run.Errors);
    }

    [Fact]
    public async Task A_folder_is_no_input_and_a_file_no_folder()
    {
        using var folder = new WorkFolder();
        var file = folder.Write("file", "");

        var orders = await SampleProcess.RunAsync("--orders", folder["."]);
        var data = await SampleProcess.RunAsync("--data", file);

        AssertOneLine(orders);
        Assert.Contains($"--orders: '{folder["."]}'", orders.Errors);
        Assert.Contains("is a folder", orders.Errors);
        AssertOneLine(data);
        Assert.Contains($"--data: '{file}'", data.Errors);
        Assert.Contains("is a file", data.Errors);
    }

    [Fact]
    public async Task An_unreadable_file_is_named_and_leaves_no_folder_behind()
    {
        using var folder = new WorkFolder();

        var run = await SampleProcess.RunAsync("--orders", folder["missing.jsonl"], "--data", folder["data"]);

        AssertOneLine(run);
        Assert.Contains($"--orders: there is no file '{folder["missing.jsonl"]}'", run.Errors);
        Assert.False(Directory.Exists(folder["data"]));
    }

    [Theory]
    [InlineData("missing/summary.json")]
    [InlineData("")]
    public async Task A_summary_that_cannot_be_written_is_named_before_the_run(string path)
    {
        using var folder = new WorkFolder();

        var run = await SampleProcess.RunAsync("--summary-json", folder[path], "--data", folder["data"]);

        AssertOneLine(run);
        Assert.Contains("--summary-json: ", run.Errors);
        Assert.Contains($"'{folder[path]}'", run.Errors);
        Assert.DoesNotContain(".tmp", run.Errors);
        Assert.False(Directory.Exists(folder["data"]));
    }

    [Fact]
    public async Task A_missing_folder_cannot_be_inspected()
    {
        using var folder = new WorkFolder();

        var run = await SampleProcess.RunAsync("--data", folder["missing"], "--inspect");

        AssertOneLine(run);
        Assert.Contains($"--data: there is no folder '{folder["missing"]}'", run.Errors);
        Assert.False(Directory.Exists(folder["missing"]));
    }

    [Fact]
    public async Task A_folder_without_a_journal_cannot_be_inspected()
    {
        using var folder = new WorkFolder();

        var run = await SampleProcess.RunAsync("--data", folder["."], "--inspect");

        AssertOneLine(run);
        Assert.Contains($"--data: the folder '{folder["."]}' holds no journal", run.Errors);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["."]));
    }

    [Theory]
    [InlineData]
    [InlineData("--inspect")]
    public async Task A_folder_in_use_names_its_owner(params string[] arguments)
    {
        using var folder = new WorkFolder();
        // The first run waits for its input as long as nobody closes it.
        using var owner = SampleProcess.Start("--orders", "-", "--data", folder["data"]);
        await owner.StandardInput.WriteLineAsync("""{"order_id": "ORD-001", "user_id": "USR-42", "amount": 99.99, "region": "us"}""");
        await owner.StandardInput.WriteLineAsync("no order, so that this line comes back on standard error once the folder is open");
        await owner.StandardInput.FlushAsync();
        await owner.StandardError.ReadLineAsync();

        var run = await SampleProcess.RunAsync(["--data", folder["data"], .. arguments]);

        AssertOneLine(run);
        Assert.Contains($"error: --data {folder["data"]}: ", run.Errors);
        Assert.Contains($"in use by process {owner.Id}. ", run.Errors);
        owner.StandardInput.Close();
        await owner.WaitForExitAsync();
        Assert.Equal(0, owner.ExitCode);
    }

    [Fact]
    public async Task A_damaged_folder_is_refused_with_the_place_and_not_changed()
    {
        using var folder = new WorkFolder();
        var (segment, bytes) = await DamageAsync(folder["data"]);

        var run = await SampleProcess.RunAsync("--data", folder["data"]);

        AssertOneLine(run);
        Assert.Contains(Path.GetFileName(segment), run.Errors);
        Assert.Contains(
            "waybill journal verify says what can be read, and waybill journal repair --dry-run whether that can be saved. Or name another folder in --data",
            run.Errors
        );
        Assert.Equal(bytes, await File.ReadAllBytesAsync(segment));
    }

    [Fact]
    public async Task A_damaged_folder_is_inspected_to_the_place_and_not_changed()
    {
        using var folder = new WorkFolder();
        var (segment, bytes) = await DamageAsync(folder["data"]);
        var files = Directory.GetFiles(folder["data"]).Order().ToList();

        var run = await SampleProcess.RunAsync("--data", folder["data"], "--inspect");

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        var lines = run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Equal("error: the journal is damaged, so that no queue or dead letter can be shown.", lines[0]);
        Assert.Equal($"  file    {segment}", lines[1]);
        Assert.InRange(long.Parse(Assert.Single(Regex.Matches(lines[2], "^  offset  ([0-9]+)$")).Groups[1].Value), 1, Damaged);
        Assert.Matches("^  reason  .*checksums", lines[3]);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(segment));
        Assert.Equal(files, Directory.GetFiles(folder["data"]).Order());
    }

    /// <summary>A folder with one bit of a confirmed record the other way round.</summary>
    private static async Task<(string Segment, byte[] Bytes)> DamageAsync(string data)
    {
        await SampleProcess.RunAsync("--quiet", "--data", data);
        var segment = Directory.EnumerateFiles(data, "*.segment", SearchOption.AllDirectories).Order().First();
        var bytes = await File.ReadAllBytesAsync(segment);
        bytes[Damaged] ^= 0x40;
        await File.WriteAllBytesAsync(segment, bytes);
        return (segment, bytes);
    }

    private static void AssertOneLine(SampleProcess run)
    {
        Assert.NotEqual(0, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith("error: ", Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }
}

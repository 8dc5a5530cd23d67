namespace OrderPipeline.Tests;

/// <summary>A folder remembers what it has read: another input under the same name is refused, and not half skipped.</summary>
public sealed class ChangedInputTests
{
    [Theory]
    [InlineData("orders.jsonl")]
    [InlineData("-")]
    public async Task An_input_whose_stored_lines_changed_is_refused_and_nothing_is_published(string name)
    {
        using var folder = new WorkFolder();
        await SucceedAsync(folder, name, Orders(1, 2, 3));

        var run = await RunAsync(folder, name, Orders(1, 7, 3, 4));

        AssertRefused(run, "line 2 differs");
        Assert.Contains(name == "-" ? "standard input" : folder[name], run.Errors);
        var after = await SucceedAsync(folder, name, Orders(1, 2, 3));
        Assert.Equal(3, after["inventory", "completed"]);
    }

    [Theory]
    [InlineData("orders.jsonl")]
    [InlineData("-")]
    public async Task An_input_that_ends_before_the_stored_lines_do_is_refused(string name)
    {
        using var folder = new WorkFolder();
        await SucceedAsync(folder, name, Orders(1, 2, 3));

        AssertRefused(await RunAsync(folder, name, Orders(1, 2)), "ends before line 3");
        AssertRefused(await RunAsync(folder, name, []), "ends before line 3");
    }

    [Fact]
    public async Task A_malformed_line_that_is_mended_and_an_empty_line_that_goes_count_as_changes()
    {
        using var folder = new WorkFolder();
        await SucceedAsync(folder, "orders.jsonl", [.. Orders(1), "no order", "", .. Orders(2)]);

        AssertRefused(await RunAsync(folder, "orders.jsonl", [.. Orders(1, 9), "", .. Orders(2)]), "line 2 differs");
        AssertRefused(await RunAsync(folder, "orders.jsonl", [.. Orders(1), "no order", .. Orders(2)]), "ends before line 4");
        AssertRefused(await RunAsync(folder, "orders.jsonl", [.. Orders(1), "no order", "", "", .. Orders(2)]), "line 4 differs");
    }

    [Fact]
    public async Task What_comes_behind_the_stored_lines_may_change_and_grow()
    {
        using var folder = new WorkFolder();
        await SucceedAsync(folder, "orders.jsonl", [.. Orders(1, 2), "no order"]);

        var second = await SucceedAsync(folder, "orders.jsonl", Orders(1, 2, 3, 4));
        var third = await SucceedAsync(folder, "orders.jsonl", Orders(1, 2, 3, 4, 5));

        Assert.Equal(2, second.Published);
        Assert.Equal(1, third.Published);
        Assert.Equal(5, third["inventory", "completed"]);
    }

    [Fact]
    public async Task A_folder_that_remembers_no_lines_goes_on_all_the_same()
    {
        using var folder = new WorkFolder();
        await SucceedAsync(folder, "orders.jsonl", Orders(1, 2));
        File.Delete(Assert.Single(Directory.EnumerateFiles(folder["data"], "*.trail")));

        Assert.Equal(1, (await SucceedAsync(folder, "orders.jsonl", Orders(1, 2, 3))).Published);
    }

    private static string[] Orders(params int[] numbers) =>
        [.. numbers.Select(number => $$"""{"order_id": "ORD-{{number}}", "user_id": "USR-1", "amount": 1, "region": "us"}""")];

    private static async Task<SampleProcess> RunAsync(WorkFolder folder, string name, string[] lines)
    {
        string[] options = ["--data", folder["data"], "--summary-json", folder["summary.json"]];
        return name == "-"
            ? await SampleProcess.RunAsync(string.Concat(lines.Select(line => line + "\n")), ["--orders", "-", .. options])
            : await SampleProcess.RunAsync(["--orders", folder.Write(name, lines), .. options]);
    }

    private static async Task<Summary> SucceedAsync(WorkFolder folder, string name, string[] lines)
    {
        var run = await RunAsync(folder, name, lines);
        Assert.True(run.ExitCode == 0, run.Errors);
        return Summary.Read(folder["summary.json"]);
    }

    private static void AssertRefused(SampleProcess run, string how)
    {
        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        var line = Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("error: --orders: ", line);
        Assert.Contains(how, line);
        Assert.Contains("another folder", line);
    }
}

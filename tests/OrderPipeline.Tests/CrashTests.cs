namespace OrderPipeline.Tests;

public sealed class CrashTests
{
    [Fact]
    public async Task Crashed_and_resumed_ends_as_a_run_that_was_not()
    {
        using var folder = new WorkFolder();
        var whole = await SampleProcess.RunAsync("--quiet", "--data", folder["whole"], "--summary-json", folder["whole.json"]);
        Assert.True(whole.ExitCode == 0, whole.Errors);

        foreach (var crashAfter in (int[])[1, 217, 150])
        {
            var crashed = await SampleProcess.RunAsync(
                "--data",
                folder["crashed"],
                "--crash-after",
                $"{crashAfter}",
                "--summary-json",
                folder["never.json"]
            );
            Assert.NotEqual(0, crashed.ExitCode);
        }

        Assert.False(File.Exists(folder["never.json"]));
        var resumed = await SampleProcess.RunAsync("--quiet", "--data", folder["crashed"], "--summary-json", folder["resumed.json"]);
        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        Assert.StartsWith("Resumed after line ", resumed.Output);

        Assert.Equal(Summary.Read(folder["whole.json"]).Queues, Summary.Read(folder["resumed.json"]).Queues);
    }

    [Fact]
    public async Task A_second_run_publishes_nothing_and_keeps_the_totals()
    {
        using var folder = new WorkFolder();
        var first = await SampleProcess.RunAsync("--quiet", "--data", folder["data"], "--summary-json", folder["first.json"]);
        Assert.True(first.ExitCode == 0, first.Errors);

        var second = await SampleProcess.RunAsync("--quiet", "--data", folder["data"], "--summary-json", folder["second.json"]);

        Assert.True(second.ExitCode == 0, second.Errors);
        Assert.Equal(0, Summary.Read(folder["second.json"]).Published);
        Assert.Equal(Summary.Read(folder["first.json"]).Queues, Summary.Read(folder["second.json"]).Queues);
    }

    [Fact]
    public async Task Inspect_shows_the_dead_letters_with_their_reason_and_changes_nothing()
    {
        using var folder = new WorkFolder();
        var run = await SampleProcess.RunAsync("--quiet", "--data", folder["data"]);
        Assert.True(run.ExitCode == 0, run.Errors);
        var before = Hash(folder["data"]);

        var inspected = await SampleProcess.RunAsync("--data", folder["data"], "--inspect");

        Assert.True(inspected.ExitCode == 0, inspected.Errors);
        Assert.Contains("orders_dlq", inspected.Output);
        Assert.Contains("No stock of FAIL-ALWAYS", inspected.Output);
        var letter = inspected.Output.Split('\n').First(line => line.StartsWith("  ORD-"));
        Assert.Matches(
            @"^  ORD-\S+ order\.\w+\.created OrderPipeline\.OrderCreated [0-9a-f-]{36} from inventory, DeliveryLimit at .*: OrderPipeline\.OutOfStockException",
            letter
        );
        Assert.Contains(letter.Split(' ')[2], SampleData.FailAlwaysOrders);
        Assert.Contains(nameof(OutOfStockException), inspected.Output);
        Assert.Equal(before, Hash(folder["data"]));
    }

    [Fact]
    public async Task A_crash_without_a_folder_names_the_one_that_is_left_behind()
    {
        using var folder = new WorkFolder();
        using var process = SampleProcess.Start(["--quiet", "--crash-after", "5"], folder["."]);

        var run = await SampleProcess.CompleteAsync(process);

        Assert.NotEqual(0, run.ExitCode);
        var left = Assert.Single(Directory.EnumerateDirectories(folder["."], "order-pipeline-*"));
        Assert.Contains($"--data {left} goes on", run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
        var resumed = await SampleProcess.RunAsync("--data", left);
        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        Assert.StartsWith("Resumed after line ", resumed.Output);
    }

    [Fact]
    public async Task An_input_that_ends_before_the_crash_says_so()
    {
        using var folder = new WorkFolder();
        var orders = folder.Write("orders.jsonl", """{"order_id": "ORD-001", "user_id": "USR-42", "amount": 99.99, "region": "us"}""");

        var run = await SampleProcess.RunAsync("--orders", orders, "--crash-after", "2");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("--crash-after 2: no crash, because the input ended after 1 publish ", run.Errors);
    }

    private static IEnumerable<string> Hash(string folder) =>
        from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order()
        select $"{file} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}";
}

using System.Diagnostics;

namespace OrderPipeline.Tests;

public sealed class RunTests
{
    private const string Good = """{"order_id": "ORD-001", "user_id": "USR-42", "amount": 99.99, "region": "us"}""";

    [Fact]
    public async Task The_sample_orders_run_through()
    {
        using var folder = new WorkFolder();

        var run = await SampleProcess.RunAsync("--summary-json", folder["summary.json"]);

        Assert.True(run.ExitCode == 0, run.Errors);
        var published = Lines(run.Output).Count(line => line.StartsWith("Published: order."));
        var summary = Summary.Read(folder["summary.json"]);
        Assert.Equal(summary.Published, published);
        Assert.True(published >= 1_000);
        Assert.Equal("Published: order.us.created -> ORD-001", Lines(run.Output).First());
        Assert.Equal(9, summary.Malformed);
        Assert.Equal(9, Lines(run.Errors).Count());
        Assert.Matches(
            "^This run: .* every queue drained in [0-9.]+ s\\.$",
            Assert.Single(Lines(run.Output), line => line.StartsWith("This run: "))
        );

        var orders = SampleData.Read();
        Assert.Equal(orders.Valid, summary.Published);
        Assert.Equal(orders.FailAlways, summary["inventory", "deadLettered"]);
        Assert.Equal(orders.FailOnce + (2 * orders.FailAlways), summary["inventory", "retried"]);
        Assert.Equal(orders.Distinct - orders.FailAlways, summary["inventory", "completed"]);
        Assert.Equal(orders.Valid - orders.Distinct, summary["inventory", "duplicatesSuppressed"]);
        Assert.Equal(orders.Distinct, summary["payments", "completed"]);
        Assert.Equal(orders.Valid - orders.Distinct, summary["payments", "duplicatesSuppressed"]);
        Assert.Equal(orders.Valid + orders.Distinct - orders.FailAlways + orders.Distinct, summary["notifications", "completed"]);
        Assert.Equal(orders.FailAlways, summary["orders_dlq", "ready"]);
        Assert.Equal(
            $"{orders.FailAlways} dead letters in orders_dlq: a run with --data DIR keeps them, and --data DIR --inspect shows each with its reason.",
            Lines(run.Output).Last()
        );
    }

    [Fact]
    public async Task The_summary_has_the_promised_shape()
    {
        using var folder = new WorkFolder();

        var run = await SampleProcess.RunAsync(
            "--quiet",
            "--orders",
            folder.Write("orders.jsonl", Good),
            "--summary-json",
            folder["summary.json"]
        );

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.DoesNotContain("Published:", run.Output);
        Assert.StartsWith("This run: 1 order published, 0 malformed lines, every queue drained in ", run.Output);
        Assert.Contains("The queues over the folder's life:", run.Output);
        var summary = Summary.Read(folder["summary.json"]);
        Assert.Equal(["published", "malformed", "elapsedMs"], summary.RunFigures);
        Assert.Equal(["inventory", "notifications", "orders_dlq", "payments"], summary.QueueNames);
        Assert.Equal(
            ["completed", "retried", "deadLettered", "duplicatesSuppressed", "ready", "inFlight"],
            summary.QueueFigures("inventory")
        );
    }

    [Fact]
    public async Task Orders_come_from_standard_input_too()
    {
        var run = await SampleProcess.RunAsync(Good + "\n", ["--orders", "-"]);

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal("Published: order.us.created -> ORD-001", Lines(run.Output).First());
    }

    [Fact]
    public async Task A_malformed_line_is_named_and_the_rest_goes_on()
    {
        using var folder = new WorkFolder();
        var orders = folder.Write(
            "orders.jsonl",
            """{"order_id": "ORD-001", "user_id": "USR-1", "amount": 1, "region": "us.east"}""",
            "not json",
            """{"order_id": "ORD-002", "user_id": "USR-1", "amount": 1, "region": "us", "lines": [null]}""",
            $$"""{"order_id": "{{new string('x', 300_000)}}", "user_id": "USR-1", "amount": 1, "region": "us"}""",
            "[1, 2]",
            """{"orderId": "ORD-003", "user_id": "USR-1", "amount": 1}""",
            """{"order_id": "ORD-004", "user_id": " ", "amount": 1, "region": "us", "note": "rings twice"}""",
            """{"order_id": "ORD-005", "user_id": "USR-1", "amount": 1, "region": "us", "lines": [{"sku": "A", "qty": 1, "price": 1}]}""",
            Good
        );

        var run = await SampleProcess.RunAsync("--orders", orders);

        Assert.Equal(0, run.ExitCode);
        Assert.Collection(
            Lines(run.Errors),
            line => Assert.StartsWith("line 1: Region holds a dot", line),
            line => Assert.StartsWith("line 2: not JSON", line),
            line => Assert.StartsWith("line 3: lines[0] is null", line),
            line => Assert.StartsWith("line 4: the line has 3000", line),
            line => Assert.Equal("line 5: not JSON of an order: it is no object", line),
            line => Assert.Equal("line 6: order_id, region are missing; no order has orderId", line),
            line => Assert.Equal("line 7: user_id is empty", line),
            line => Assert.Equal("line 8: lines[0].quantity is missing; no order has lines[0].qty", line)
        );
        Assert.Contains("Published: order.us.created -> ORD-001", run.Output);
    }

    [Fact]
    public async Task An_input_without_a_single_order_is_another_file_than_was_meant()
    {
        using var folder = new WorkFolder();
        var orders = folder.Write("README.md", "# Orders", "A text about them.");
        string[] arguments = ["--orders", orders, "--data", folder["data"]];

        var none = await SampleProcess.RunAsync(arguments);
        folder.Write("README.md", "# Orders", "A text about them.", Good);
        var one = await SampleProcess.RunAsync(arguments);
        folder.Write("README.md", "# Orders", "A text about them.", Good, "More text.");
        var more = await SampleProcess.RunAsync(arguments);

        Assert.Equal((1, 0, 0), (none.ExitCode, one.ExitCode, more.ExitCode));
        Assert.Equal($"error: --orders: no line of '{orders}' is an order.", Lines(none.Errors).Last());
        Assert.StartsWith("This run: 0 orders published, 2 malformed lines", none.Output);
        Assert.Contains("Resumed after line 3", more.Output);
    }

    [Fact]
    public async Task Both_outputs_in_one_file_keep_their_lines_whole_and_in_order()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh on Windows.");
        using var folder = new WorkFolder();
        string[] shell = ["-c", "exec \"$0\" \"$1\" > \"$2\" 2>&1", "dotnet", typeof(Orders).Assembly.Location, folder["all.txt"]];
        using var process = Process.Start("sh", shell);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        var lines = await File.ReadAllLinesAsync(folder["all.txt"], TestContext.Current.CancellationToken);
        var run = lines.TakeWhile(line => !line.StartsWith("This run: ")).ToList();
        Assert.Equal(SampleData.Read().Valid + 9, run.Count);
        Assert.All(run, line => Assert.Matches("^(Published: order\\.\\w+\\.created -> ORD-\\S+|line \\d+: .+)$", line));
    }

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

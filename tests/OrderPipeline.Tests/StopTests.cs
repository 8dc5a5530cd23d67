using System.Diagnostics;

namespace OrderPipeline.Tests;

/// <summary>A run whose input stays open: it shows what it has done, and ends when it is asked to.</summary>
public sealed class StopTests
{
    private const string Good = """{"order_id": "ORD-001", "user_id": "USR-42", "amount": 99.99, "region": "us"}""";
    private const string Published = "Published: order.us.created -> ORD-001";

    private static readonly TimeSpan s_hangGuard = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task What_is_piped_in_is_written_out_while_the_input_goes_on()
    {
        using var process = SampleProcess.Start("--orders", "-");
        await WriteAsync(process.StandardInput);

        Assert.Equal(Published, await process.StandardOutput.ReadLineAsync().WaitAsync(s_hangGuard));

        process.StandardInput.Close();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task A_stop_while_standard_input_is_open_says_so_and_leaves_no_folder_behind()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals on Windows.");
        using var folder = new WorkFolder();
        using var process = SampleProcess.Start(["--orders", "-"], folder["."]);
        await WriteAsync(process.StandardInput);
        await process.StandardOutput.ReadLineAsync().WaitAsync(s_hangGuard);

        var run = await SampleProcess.StopAsync(process);

        Assert.Equal(130, run.ExitCode);
        Assert.StartsWith("Stopping: 1 order published in this run,", Assert.Single(Lines(run.Errors)));
        Assert.Contains("nothing of them is kept", run.Errors);
        Assert.Empty(Directory.EnumerateDirectories(folder["."], "order-pipeline-*"));
    }

    [Fact]
    public async Task A_stop_with_a_folder_names_the_way_on_and_loses_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals on Windows.");
        using var folder = new WorkFolder();
        using var process = SampleProcess.Start("--orders", "-", "--data", folder["data"]);
        await WriteAsync(process.StandardInput);
        await process.StandardOutput.ReadLineAsync().WaitAsync(s_hangGuard);

        var stopped = await SampleProcess.StopAsync(process);
        var next = await SampleProcess.RunAsync(
            Good + "\n",
            ["--orders", "-", "--data", folder["data"], "--summary-json", folder["summary"]]
        );

        Assert.Contains($"The next run with --data {folder["data"]} goes on", stopped.Errors);
        Assert.Contains("piped in again from its beginning", stopped.Errors);
        Assert.True(next.ExitCode == 0, next.Errors);
        Assert.Contains("Resumed after line 1", next.Output);
        Assert.Equal(1, Summary.Read(folder["summary"])["inventory", "completed"]);
    }

    [Fact]
    public async Task A_stop_while_a_named_pipe_is_open_ends_the_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no named pipes in folders on Windows.");
        using var folder = new WorkFolder();
        using (var make = Process.Start("mkfifo", folder["pipe"]))
        {
            await make.WaitForExitAsync();
        }

        using var process = SampleProcess.Start("--orders", folder["pipe"]);

        // Opening it waits until the sample reads.
        await using var pipe = await Task.Run(() => new StreamWriter(folder["pipe"])).WaitAsync(s_hangGuard);
        await WriteAsync(pipe);
        Assert.Equal(Published, await process.StandardOutput.ReadLineAsync().WaitAsync(s_hangGuard));

        Assert.Equal(130, (await SampleProcess.StopAsync(process)).ExitCode);
    }

    private static async Task WriteAsync(StreamWriter writer)
    {
        await writer.WriteLineAsync(Good);
        await writer.FlushAsync();
    }

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

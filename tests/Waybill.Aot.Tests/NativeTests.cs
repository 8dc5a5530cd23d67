using Waybill.Tests;

namespace Waybill.Aot.Tests;

/// <summary>A program on the embedded broker, compiled to native code.</summary>
public sealed class NativeTests(PublishedApp app) : IClassFixture<PublishedApp>
{
    private const int MegaByte = 1_000_000;
    private static readonly TimeSpan _hangGuard = TimeSpan.FromMinutes(2);

    [Fact]
    public void It_publishes_without_a_warning()
    {
        Assert.True(app.Publish.ExitCode == 0, app.Publish.Output + app.Publish.Errors);
        Assert.Contains(app.Publish.Lines, line => line.Contains("Generating native code", StringComparison.Ordinal));
        Assert.DoesNotContain(
            app.Publish.Lines,
            line =>
                line.Contains("warning", StringComparison.OrdinalIgnoreCase)
                || line.Contains(" IL2", StringComparison.Ordinal)
                || line.Contains(" IL3", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task It_runs_the_whole_pipeline()
    {
        var run = await RunAsync("pipeline", app.DataFolder());

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Empty(run.Errors);
        Assert.Equal(
            [
                "ok receipt: (Flushed, 1, False)",
                "ok stock completed, retried, dead-lettered, suppressed: (2, 3, 1, 1)",
                "ok payments completed: 2",
                "ok mail completed: 4",
                "ok the order as it was decoded: 1",
                "ok calls that failed: (1, 3)",
                "ok middleware before and after: (6, 2)",
                "ok mail: (1, 1)",
                "ok dead letters: 1",
                "ok the death: (order.eu.placed, stock, DeliveryLimit, no stock for fails-always)",
                "ok after the restart: stock completed, suppressed: (3, 2)",
                "ok after the restart: calls: (0, 1)",
                "ok after the restart: dead letters: 1",
                "ok after the restart: mail completed: 6",
                "ok problems of a bad configuration: 2",
            ],
            run.Lines
        );
    }

    [Fact]
    public async Task It_says_when_its_first_message_was_handled()
    {
        var run = await RunAsync("startup", app.DataFolder());

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Matches(@"^startup-ms \d+\.\d$", Assert.Single(run.Lines));
    }

    [Fact]
    public async Task It_refuses_an_unknown_command()
    {
        Assert.Equal(2, (await RunAsync("dance")).ExitCode);
    }

    [Fact]
    public void It_is_a_small_native_executable()
    {
        // About 6 MB with every assembly of the runtime kept whole; far more means that something dragged in what trimming had removed.
        Assert.InRange(app.Executable.Length, 2 * MegaByte, 12 * MegaByte);
        Assert.Empty(app.Executable.Directory!.EnumerateFiles("*.dll"));
    }

    private Task<ToolProcess> RunAsync(params string[] arguments) => ToolProcess.RunAsync(app.Executable.FullName, arguments, _hangGuard);
}

using OrderPipeline.Input;
using OrderPipeline.Reporting;
using OrderPipeline.Running;
using Spectre.Console;
using Waybill;
using Waybill.Broker;

namespace OrderPipeline;

/// <summary>The two things that the sample does; what goes wrong becomes one clear line and an exit code.</summary>
internal static class Commands
{
    public const int BadInput = 2;

    private const int Failed = 1;
    private const int Cancelled = 130;

    public static Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken) =>
        GuardAsync(
            options.DataFolder,
            async () =>
            {
                // The files come first: one that cannot be read or written must not leave a data folder behind.
                using var source = await OrderSource.OpenAsync(options.Orders, cancellationToken);
                if (options.SummaryJson is { } summary)
                {
                    UserPath.Open("--summary-json", summary, () => SummaryJson.RequireWritable(summary));
                }

                using var folder = DataFolder.Open(options.DataFolder);
                await using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: LineReporter.BufferBytes);
                output.AutoFlush = !Console.IsOutputRedirected;

                var result =
                    options.Quiet && !Console.IsOutputRedirected
                        ? await WithProgressAsync(options, source, folder, output, cancellationToken)
                        : await PipelineRun.ExecuteAsync(
                            options,
                            source,
                            folder,
                            new LineReporter(output, Console.Error, options.Quiet, source, folder),
                            cancellationToken
                        );

                await output.FlushAsync(cancellationToken);
                if (options.CrashAfter is { } crashAfter)
                {
                    await Console.Error.WriteLineAsync(
                        $"--crash-after {crashAfter}: no crash, because the input ended after {Counts.Of(result.Published, "publish", "publishes")} of this run."
                    );
                }

                SummaryTable.Write(Terminal(), result, options.DataFolder);
                if (options.SummaryJson is not null)
                {
                    await SummaryJson.WriteAsync(options.SummaryJson, result);
                }

                if (result.IsNoOrder)
                {
                    await Console.Error.WriteLineAsync($"error: --orders: no line of {source.Name} is an order.");
                    return Failed;
                }

                return 0;
            }
        );

    public static Task<int> InspectAsync(string folder, CancellationToken cancellationToken) =>
        GuardAsync(
            folder,
            async () =>
            {
                try
                {
                    using var inspector = await OpenAsync(folder, cancellationToken);
                    Inspection.Write(Terminal(), inspector);
                    return 0;
                }
                catch (JournalCorruptedException damage)
                {
                    await Inspection.WriteDamageAsync(Console.Error, damage);
                    return Failed;
                }
            }
        );

    private static async Task<EmbeddedBrokerInspector> OpenAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            throw new IOException($"--data: there is no folder '{folder}' to inspect.");
        }

        try
        {
            return await EmbeddedBrokerInspector.OpenAsync(folder, cancellationToken);
        }
        catch (FileNotFoundException e)
        {
            throw new IOException($"--data: the folder '{folder}' holds no journal to inspect.", e);
        }
        catch (Exception e) when (UserPath.IsOfFiles(e))
        {
            throw UserPath.OfFolder(folder, e);
        }
    }

    private static Task<RunResult> WithProgressAsync(
        RunOptions options,
        OrderSource source,
        DataFolder folder,
        TextWriter output,
        CancellationToken cancellationToken
    ) =>
        AnsiConsole
            .Progress()
            .AutoClear(true)
            .StartAsync(progress =>
            {
                var task = progress.AddTask("publishing", maxValue: source.Bytes ?? double.MaxValue);
                task.IsIndeterminate = source.Bytes is null;
                return PipelineRun.ExecuteAsync(
                    options,
                    source,
                    folder,
                    new ProgressReporter(output, Console.Error, source, folder, task),
                    cancellationToken
                );
            });

    private static IAnsiConsole Terminal()
    {
        if (Console.IsOutputRedirected)
        {
            // A file has no edge to break lines at.
            AnsiConsole.Profile.Width = 1_000;
        }

        return AnsiConsole.Console;
    }

    private static async Task<int> GuardAsync(string? dataFolder, Func<Task<int>> action)
    {
        try
        {
            return await action();
        }
        catch (OperationCanceledException)
        {
            return Cancelled;
        }
        catch (JournalLockedException e)
        {
            await Console.Error.WriteLineAsync($"error: --data {dataFolder}: {e.Message}");
            return Failed;
        }
        catch (JournalCorruptedException e)
        {
            await Console.Error.WriteLineAsync(
                $"error: {e.Message} Or name another folder in --data: the input is published there from its beginning."
            );
            return Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or WaybillException)
        {
            await Console.Error.WriteLineAsync($"error: {e.Message}");
            return e is WaybillException ? Failed : BadInput;
        }
    }
}

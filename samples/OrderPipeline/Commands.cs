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
        GuardAsync(async () =>
        {
            // The files come first: one that cannot be read or written must not leave a data folder behind.
            using var source = await OrderSource.OpenAsync(options.Orders, cancellationToken);
            SummaryJson.RequireWritable(options.SummaryJson);
            using var folder = DataFolder.Open(options.DataFolder);
            await using var output = new StreamWriter(Console.OpenStandardOutput());
            output.AutoFlush = !Console.IsOutputRedirected;

            var result =
                options.Quiet && !Console.IsOutputRedirected
                    ? await WithProgressAsync(options, source, folder.Path, output, cancellationToken)
                    : await PipelineRun.ExecuteAsync(
                        options,
                        source,
                        folder.Path,
                        new LineReporter(output, Console.Error, options.Quiet, options.DataFolder),
                        cancellationToken
                    );

            await output.FlushAsync(cancellationToken);
            SummaryTable.Write(AnsiConsole.Console, result);
            if (options.SummaryJson is { } path)
            {
                await SummaryJson.WriteAsync(path, result);
            }

            return 0;
        });

    public static Task<int> InspectAsync(string folder, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            if (!Directory.Exists(folder))
            {
                throw new DirectoryNotFoundException($"There is no folder '{folder}' to inspect.");
            }

            try
            {
                using var inspector = await EmbeddedBrokerInspector.OpenAsync(folder, cancellationToken);
                Inspection.Write(AnsiConsole.Console, inspector);
                return 0;
            }
            catch (JournalCorruptedException damage)
            {
                await Inspection.WriteDamageAsync(Console.Error, damage);
                return Failed;
            }
        });

    private static Task<RunResult> WithProgressAsync(
        RunOptions options,
        OrderSource source,
        string folder,
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
                    new ProgressReporter(output, Console.Error, options.DataFolder, task),
                    cancellationToken
                );
            });

    private static async Task<int> GuardAsync(Func<Task<int>> action)
    {
        try
        {
            return await action();
        }
        catch (OperationCanceledException)
        {
            return Cancelled;
        }
        catch (JournalCorruptedException e)
        {
            await Console.Error.WriteLineAsync(
                $"error: {e.Message} Without one, name another folder in --data: the input is published there from its beginning."
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

using System.Text.Json;
using System.Text.Json.Serialization;
using OrderPipeline.Running;
using Waybill.Transports;

namespace OrderPipeline.Reporting;

/// <summary>The summary that a program reads. The figures of the queues are totals over the folder's life.</summary>
internal sealed record SummaryJson(RunJson Run, SortedDictionary<string, QueueJson> Queues)
{
    /// <summary>Finds out before the run, not after it, that the file cannot be written.</summary>
    /// <exception cref="IOException">It cannot.</exception>
    public static void RequireWritable(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("It is a folder, not a file.");
        }

        File.Create(Temporary(path)).Dispose();
        File.Delete(Temporary(path));
    }

    /// <summary>Writes beside the file first, so that whoever waits for it never reads half of it.</summary>
    public static async Task WriteAsync(string path, RunResult result)
    {
        var summary = new SummaryJson(
            new RunJson(result.Published, result.Malformed, (long)result.Elapsed.TotalMilliseconds),
            new SortedDictionary<string, QueueJson>(result.Queues.ToDictionary(queue => queue.Name, QueueJson.From), StringComparer.Ordinal)
        );
        var temporary = Temporary(path);
        await File.WriteAllBytesAsync(temporary, JsonSerializer.SerializeToUtf8Bytes(summary, SummaryJsonContext.Default.SummaryJson));
        File.Move(temporary, path, overwrite: true);
    }

    private static string Temporary(string path) => $"{path}.{Environment.ProcessId}.tmp";
}

internal sealed record RunJson(long Published, long Malformed, long ElapsedMs);

internal sealed record QueueJson(long Completed, long Retried, long DeadLettered, long DuplicatesSuppressed, long Ready, long InFlight)
{
    public static QueueJson From(QueueStatus queue) =>
        new(
            queue.Completed,
            queue.Retried,
            queue.DeadLettered,
            queue.DuplicatesSuppressed,
            queue.Ready + queue.Delayed + queue.Parked,
            queue.InFlight
        );
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SummaryJson))]
internal sealed partial class SummaryJsonContext : JsonSerializerContext;

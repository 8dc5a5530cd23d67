using System.Text.Json;
using System.Text.Json.Serialization;
using OrderPipeline.Running;
using Waybill.Transports;

namespace OrderPipeline.Reporting;

/// <summary>The summary that a program reads. The figures of the queues are totals over the folder's life.</summary>
internal sealed record SummaryJson(RunJson Run, SortedDictionary<string, QueueJson> Queues)
{
    /// <summary>Writes beside the file first, so that whoever waits for it never reads half of it.</summary>
    public static async Task WriteAsync(string path, RunResult result)
    {
        var summary = new SummaryJson(
            new RunJson(result.Published, result.Malformed, (long)result.Elapsed.TotalMilliseconds),
            new SortedDictionary<string, QueueJson>(result.Queues.ToDictionary(queue => queue.Name, QueueJson.From), StringComparer.Ordinal)
        );
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        await File.WriteAllBytesAsync(temporary, JsonSerializer.SerializeToUtf8Bytes(summary, SummaryJsonContext.Default.SummaryJson));
        File.Move(temporary, path, overwrite: true);
    }
}

internal sealed record RunJson(long Published, long Malformed, long ElapsedMs);

internal sealed record QueueJson(long Completed, long Retried, long DeadLettered, long DuplicatesSuppressed, long Ready, long InFlight)
{
    public static QueueJson From(QueueStatus queue) =>
        new(queue.Completed, queue.Retried, queue.DeadLettered, queue.DuplicatesSuppressed, queue.Ready + queue.Delayed, queue.InFlight);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SummaryJson))]
internal sealed partial class SummaryJsonContext : JsonSerializerContext;

using System.Text.Json;

namespace OrderPipeline.Tests;

/// <summary>The file that --summary-json writes.</summary>
internal sealed class Summary(JsonElement root)
{
    public static Summary Read(string path) => new(JsonDocument.Parse(File.ReadAllBytes(path)).RootElement);

    public long Published => root.GetProperty("run").GetProperty("published").GetInt64();

    public long Malformed => root.GetProperty("run").GetProperty("malformed").GetInt64();

    public IEnumerable<string> RunFigures => root.GetProperty("run").EnumerateObject().Select(p => p.Name);

    public IEnumerable<string> QueueNames => root.GetProperty("queues").EnumerateObject().Select(p => p.Name);

    public IEnumerable<string> QueueFigures(string queue) =>
        root.GetProperty("queues").GetProperty(queue).EnumerateObject().Select(p => p.Name);

    public long this[string queue, string figure] => root.GetProperty("queues").GetProperty(queue).GetProperty(figure).GetInt64();

    /// <summary>Every figure of every queue, as text that a test can compare.</summary>
    public string Queues =>
        string.Join(
            Environment.NewLine,
            from queue in root.GetProperty("queues").EnumerateObject()
            from figure in queue.Value.EnumerateObject()
            select $"{queue.Name}.{figure.Name} = {figure.Value}"
        );
}

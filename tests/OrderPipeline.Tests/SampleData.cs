using System.Text.Json;

namespace OrderPipeline.Tests;

/// <summary>What data/orders.jsonl holds, counted without the sample's own code.</summary>
internal sealed record SampleData(int Valid, int Distinct, int FailOnce, int FailAlways)
{
    public static SampleData Read()
    {
        var valid = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "orders.jsonl")).Where(IsValid).ToList();
        var distinct = valid.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("order_id").GetString()!).Distinct().Count();
        return new SampleData(
            valid.Count,
            distinct,
            valid.Count(line => line.Contains("FAIL-ONCE")),
            valid.Count(line => line.Contains("FAIL-ALWAYS"))
        );
    }

    /// <summary>The orders that end as dead letters.</summary>
    public static IEnumerable<string> FailAlwaysOrders =>
        from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "orders.jsonl"))
        where IsValid(line) && line.Contains("FAIL-ALWAYS")
        select JsonDocument.Parse(line).RootElement.GetProperty("order_id").GetString()!;

    /// <summary>The malformed lines carry a mark in the order id, or have none, or are no JSON object.</summary>
    private static bool IsValid(string line) => line.StartsWith("{\"order_id\": \"ORD-") && !line.Contains("ORD-BAD");
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderPipeline.Input;

/// <summary>One line of the input file, as it is written there.</summary>
internal sealed record OrderJson(
    string? OrderId,
    string? UserId,
    decimal? Amount,
    string? Region,
    string? Currency,
    OrderLineJson?[]? Lines
)
{
    /// <summary>What no order has: perhaps a name that is written wrongly.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

internal sealed record OrderLineJson(string? Sku, int? Quantity, decimal? Price)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(OrderJson))]
internal sealed partial class OrderJsonContext : JsonSerializerContext;

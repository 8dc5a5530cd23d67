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
);

internal sealed record OrderLineJson(string? Sku, int? Quantity, decimal? Price);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(OrderJson))]
internal sealed partial class OrderJsonContext : JsonSerializerContext;

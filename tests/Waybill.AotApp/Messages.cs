using System.Collections.Immutable;

namespace Waybill.AotApp;

public enum Channel
{
    Unknown,
    Web,
    Store,
}

[Message]
public readonly partial record struct OrderLine(string Sku, int Quantity, decimal Price);

/// <summary>Holds one of each kind of member, because native code has every generic codec only when somebody asked for it.</summary>
[Message(Names.Exchange, "order.{Region}.placed")]
public sealed partial record OrderPlaced(
    string Id,
    string Region,
    Guid Customer,
    DateTimeOffset PlacedAt,
    Channel Channel,
    int? Discount,
    ImmutableArray<OrderLine> Lines,
    Dictionary<string, long> Points
)
{
    public string Text() =>
        FormattableString.Invariant($"{Id} {Region} {Customer:N} {PlacedAt:O} {Channel} {Discount} ")
        + string.Join('+', Lines.Select(line => FormattableString.Invariant($"{line.Quantity}x{line.Sku}@{line.Price}")))
        + " "
        + string.Join('+', Points.OrderBy(point => point.Key, StringComparer.Ordinal).Select(point => $"{point.Key}={point.Value}"));
}

[Message(Names.Exchange, "order.{Region}.reserved")]
public sealed partial record StockReserved(string OrderId, string Region);

[Message(Names.Exchange, "order.{Region}.paid")]
public sealed partial record PaymentCaptured(string OrderId, string Region, decimal Amount);

/// <summary>What the start-up run waits for.</summary>
[Message]
public sealed partial record Ping(long Number);

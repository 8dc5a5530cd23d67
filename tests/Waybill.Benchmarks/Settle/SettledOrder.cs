using Waybill.Benchmarks.Memory;

namespace Waybill.Benchmarks.Settle;

internal static class SettleNames
{
    [Exchange(ExchangeType.Direct)]
    public const string Exchange = "settle";

    [Queue]
    public const string Queue = "settle";
}

/// <summary>An order with three lines, durable.</summary>
[Message(SettleNames.Exchange, "order")]
internal sealed partial record SettledOrder(
    string OrderId,
    string UserId,
    string Region,
    decimal Amount,
    DateTimeOffset CreatedAt,
    OrderLine[] Lines
);

[Handler(SettleNames.Queue, Prefetch = 4_096)]
internal static class SettledOrderHandler
{
    public static void Handle(SettledOrder message) => Arrivals.Handled();
}

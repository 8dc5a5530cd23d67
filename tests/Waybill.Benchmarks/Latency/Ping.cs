namespace Waybill.Benchmarks.Latency;

internal static class LatencyNames
{
    [Exchange(ExchangeType.Direct)]
    public const string Exchange = "latency";

    [Queue]
    public const string Ping = "latency.ping";
}

/// <summary>Carries the moment of its publish.</summary>
[Message(LatencyNames.Exchange, "ping", Durability = Durability.Memory)]
public sealed partial record Ping(int Number, long SentAt);

[Handler(LatencyNames.Ping)]
internal static class PingHandler
{
    public static void Handle(Ping message) => Delays.Handled(message);
}

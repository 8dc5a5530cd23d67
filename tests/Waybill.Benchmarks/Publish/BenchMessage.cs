namespace Waybill.Benchmarks;

internal static class PublishNames
{
    [Exchange(ExchangeType.Topic)]
    public const string Exchange = "bench";

    [Queue]
    [Binding(Exchange, "bench.*")]
    public const string Queue = "bench";
}

/// <summary>About 256 bytes on the wire.</summary>
[Message(PublishNames.Exchange, "bench.{Region}")]
internal sealed partial record BenchMessage(long Number, string Region, byte[] Padding)
{
    public static BenchMessage Example() => new(1, "eu", new byte[240]);
}

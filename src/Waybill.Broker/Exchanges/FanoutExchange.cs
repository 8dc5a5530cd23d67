namespace Waybill.Broker.Exchanges;

/// <summary>Every bound queue takes every message.</summary>
internal sealed class FanoutExchange(DestinationSet all) : Exchange
{
    /// <inheritdoc/>
    public override DestinationSet Route(ReadOnlySpan<byte> routingKey, IReadOnlyDictionary<string, string>? headers) => all;
}

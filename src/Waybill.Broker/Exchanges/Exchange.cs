namespace Waybill.Broker.Exchanges;

/// <summary>Chooses the queues of a message. Immutable and thread-safe.</summary>
internal abstract class Exchange
{
    /// <summary>The queues of a message.</summary>
    /// <param name="routingKey">Its routing key in UTF-8.</param>
    /// <param name="headers">Its headers; null for none.</param>
    public abstract DestinationSet Route(ReadOnlySpan<byte> routingKey, IReadOnlyDictionary<string, string>? headers);
}

namespace Waybill.Broker.Exchanges;

/// <summary>The queues whose binding's key is the message's, compared ordinally.</summary>
internal sealed class DirectExchange : Exchange
{
    private readonly Dictionary<byte[], DestinationSet>.AlternateLookup<ReadOnlySpan<byte>> _byKey;

    /// <summary>An exchange with these bindings.</summary>
    public DirectExchange(IEnumerable<BoundQueue> bindings, DestinationSetCache sets) =>
        _byKey = bindings
            .GroupBy(bound => bound.KeyUtf8(), Utf8KeyComparer.Instance)
            .ToDictionary(
                bindings => bindings.Key,
                bindings => sets.GetUnordered([.. bindings.Select(bound => bound.Queue)]),
                Utf8KeyComparer.Instance
            )
            .GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <inheritdoc/>
    public override DestinationSet Route(ReadOnlySpan<byte> routingKey, IReadOnlyDictionary<string, string>? headers) =>
        _byKey.TryGetValue(routingKey, out var set) ? set : DestinationSet.Empty;
}

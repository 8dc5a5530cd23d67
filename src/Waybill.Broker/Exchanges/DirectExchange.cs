using System.Runtime.InteropServices;

namespace Waybill.Broker.Exchanges;

/// <summary>The queues whose binding's key is the message's, compared ordinally.</summary>
internal sealed class DirectExchange : Exchange
{
    private readonly Dictionary<byte[], DestinationSet>.AlternateLookup<ReadOnlySpan<byte>> _byKey;

    /// <summary>An exchange with these bindings.</summary>
    public DirectExchange(IEnumerable<BoundQueue> bindings, DestinationSetCache sets)
    {
        var queues = new Dictionary<byte[], List<int>>(Utf8KeyComparer.Instance);
        foreach (var bound in bindings)
        {
            var key = bound.KeyUtf8();
            if (!queues.TryGetValue(key, out var ofKey))
            {
                queues.Add(key, ofKey = []);
            }

            ofKey.Add(bound.Queue);
        }

        var byKey = new Dictionary<byte[], DestinationSet>(queues.Count, Utf8KeyComparer.Instance);
        foreach (var (key, ofKey) in queues)
        {
            byKey.Add(key, sets.GetUnordered(CollectionsMarshal.AsSpan(ofKey)));
        }

        _byKey = byKey.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <inheritdoc/>
    public override DestinationSet Route(ReadOnlySpan<byte> routingKey, IReadOnlyDictionary<string, string>? headers) =>
        _byKey.TryGetValue(routingKey, out var set) ? set : DestinationSet.Empty;
}

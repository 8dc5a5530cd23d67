using Waybill.Transports;

namespace Waybill.Runtime.Publishing;

/// <summary>
/// Every route of one opened transport. Types are looked up in an array under their ordinal: a read, no hash, no lock; an entry is filled by whoever
/// needs it first. Thread-safe.
/// </summary>
internal sealed class PublishRoutes
{
    private readonly ITransport _transport;
    private readonly Dictionary<string, ExchangeDeclaration> _exchanges;
    private readonly Dictionary<string, QueueRoutes> _queues;
    private PublishRoute?[] _types = new PublishRoute?[64];

    public PublishRoutes(ITransport transport, Topology topology)
    {
        _transport = transport;
        _exchanges = topology.Exchanges.ToDictionary(exchange => exchange.Name, StringComparer.Ordinal);
        _queues = topology.Queues.ToDictionary(
            queue => queue.Name,
            queue => new QueueRoutes(transport.ResolveQueue(queue.Name), queue),
            StringComparer.Ordinal
        );
    }

    /// <summary>The route of a type's publishes.</summary>
    /// <exception cref="InvalidOperationException">The type names no exchange, or one that no module of this host declares.</exception>
    public PublishRoute OfType(MessageDescriptor type)
    {
        var types = Volatile.Read(ref _types);
        return (uint)type.Ordinal < (uint)types.Length && types[type.Ordinal] is { } route ? route : Resolve(type);
    }

    /// <summary>The route of what is sent to a queue.</summary>
    /// <exception cref="ArgumentException">No such queue is declared.</exception>
    public PublishRoute OfQueue(string queue, MessageDescriptor type) =>
        _queues.TryGetValue(queue, out var routes)
            ? routes.For(type)
            : throw new ArgumentException(
                $"No queue '{queue}' is declared by the modules of this host. Declare it with [Queue] on a constant, or name the module that does.",
                nameof(queue)
            );

    private PublishRoute Resolve(MessageDescriptor type)
    {
        if (type.Exchange is null)
        {
            throw new InvalidOperationException(
                $"{type.Name} names no exchange, so it cannot be published. Send it to a queue with SendAsync, or give its [Message] an exchange."
            );
        }

        if (!_exchanges.TryGetValue(type.Exchange, out var exchange))
        {
            throw new InvalidOperationException(
                $"{type.Name} is published to the exchange '{type.Exchange}', which no module of this host declares. "
                    + "Name the module that does in AddWaybill, or with Add on its builder."
            );
        }

        var route = new PublishRoute(
            _transport.ResolveExchange(exchange.Name),
            type.Durability ?? PublishRoute.DefaultDurability(exchange.Durable)
        )
        {
            Format = exchange.Format,
        };
        Keep(type.Ordinal, route);
        return route;
    }

    // A racing writer may lose its entry to a copy made before it; then the type is resolved once more, to an equal route.
    private void Keep(int ordinal, PublishRoute route)
    {
        var types = Volatile.Read(ref _types);
        if (ordinal >= types.Length)
        {
            var grown = new PublishRoute?[Math.Max(ordinal + 1, types.Length * 2)];
            types.CopyTo(grown, 0);
            grown[ordinal] = route;
            Interlocked.CompareExchange(ref _types, grown, types);
        }
        else
        {
            Volatile.Write(ref types[ordinal], route);
        }
    }

    /// <summary>A queue's routes, one a durability: what the message asks for, else what the queue does.</summary>
    private sealed class QueueRoutes
    {
        private readonly PublishRoute[] _byDurability;
        private readonly Durability _default;

        public QueueRoutes(PublishTarget target, QueueDeclaration queue)
        {
            var key = PublishRoute.QueueKey(queue.Name);
            _default = PublishRoute.DefaultDurability(queue.Durable);
            _byDurability = new PublishRoute[(int)Durability.Flushed + 1];
            for (var durability = Durability.Memory; durability <= Durability.Flushed; durability++)
            {
                _byDurability[(int)durability] = new PublishRoute(target, durability) { FixedKey = key };
            }
        }

        public PublishRoute For(MessageDescriptor type) => _byDurability[(int)(type.Durability ?? _default)];
    }
}

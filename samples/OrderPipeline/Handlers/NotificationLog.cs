using System.Collections.Concurrent;

namespace OrderPipeline;

/// <summary>Stands for the mail system: remembers which orders were heard of in this run.</summary>
public sealed class NotificationLog
{
    private readonly ConcurrentDictionary<string, byte> _orders = new();

    public int Orders => _orders.Count;

    public void Count(string orderId) => _orders.TryAdd(orderId, 0);
}

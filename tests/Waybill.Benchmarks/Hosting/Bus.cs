namespace Waybill.Benchmarks.Hosting;

/// <summary>A way from a publisher to a handler in memory. The handlers of all of them do the same.</summary>
/// <param name="name"><c>Waybill</c>, a peer's package name, or what a bare loop is called.</param>
internal abstract class Bus<T>(string name)
{
    public string Name { get; } = name;

    public abstract Task StartAsync(CancellationToken cancellationToken);

    public abstract ValueTask PublishAsync(T message);

    /// <summary>Publishes that many from one flow, as its users would for throughput: one awaited after the other unless overridden.</summary>
    public virtual async Task PublishManyAsync(Func<long, T> make, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await PublishAsync(make(i));
        }
    }

    public abstract Task StopAsync();
}

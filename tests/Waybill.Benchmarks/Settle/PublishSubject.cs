namespace Waybill.Benchmarks.Settle;

/// <summary>Publishes that nobody takes.</summary>
internal sealed class PublishSubject(string name, string @case, int queues, double seconds) : BrokerSubject(name, @case, queues, seconds)
{
    protected override Task SendAsync(int count, CancellationToken cancellationToken) =>
        Broker!.PublishAsync(count, Body, cancellationToken);
}

using Waybill.Transports;

namespace Waybill.Benchmarks.Settle;

/// <summary>Completes each message as it is handed out, without looking into it.</summary>
internal sealed class ReferenceSubject(double seconds) : BrokerSubject("by reference", "settle", queues: 1, seconds), IDeliverySink
{
    private const int Prefetch = 4_096;

    private TaskCompletionSource _done = new();
    private IReceiver? _receiver;
    private int _left;

    public override async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        await base.BeginAsync(cancellationToken);
        _receiver = Broker!.Subscribe(Prefetch, this);
    }

    public void OnDeliveries(ReadOnlySpan<Delivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            _receiver!.Settle(new Outcome { Token = delivery.Token, Kind = OutcomeKind.Complete });
        }
    }

    public void OnSettled(DeliveryToken token, SettlementResult result)
    {
        if (--_left == 0)
        {
            _done.SetResult();
        }
    }

    public bool StillHolds(DeliveryToken token) => true;

    public void OnLeaseLost(DeliveryToken token) => OnFaulted(new InvalidOperationException("A lease ended."));

    public void OnFaulted(Exception exception) => _done.TrySetException(exception);

    protected override async Task SendAsync(int count, CancellationToken cancellationToken)
    {
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _left, count);
        await Broker!.PublishAsync(count, Body, cancellationToken);
        await _done.Task.WaitAsync(cancellationToken);
    }
}

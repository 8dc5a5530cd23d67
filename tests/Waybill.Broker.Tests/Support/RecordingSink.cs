using System.Threading.Channels;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Support;

/// <summary>Remembers what the transport says; a test waits for it with a guard against hanging.</summary>
internal sealed class RecordingSink : IDeliverySink
{
    private static readonly TimeSpan s_hangGuard = TimeSpan.FromSeconds(30);

    private readonly Channel<Delivery> _deliveries = Channel.CreateUnbounded<Delivery>();
    private readonly Channel<(DeliveryToken Token, SettlementResult Result)> _settled = Channel.CreateUnbounded<(
        DeliveryToken,
        SettlementResult
    )>();
    private readonly Channel<DeliveryToken> _lost = Channel.CreateUnbounded<DeliveryToken>();
    private readonly TaskCompletionSource<Exception> _fault = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Faults { get; private set; }

    public Task<Exception> Fault => _fault.Task.WaitAsync(s_hangGuard);

    public bool HasDelivery => _deliveries.Reader.TryPeek(out _);

    public void OnDeliveries(ReadOnlySpan<Delivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            _deliveries.Writer.TryWrite(delivery);
        }
    }

    public void OnSettled(DeliveryToken token, SettlementResult result) => _settled.Writer.TryWrite((token, result));

    public bool StillHolds(DeliveryToken token) => false;

    public void OnLeaseLost(DeliveryToken token) => _lost.Writer.TryWrite(token);

    public void OnFaulted(Exception exception)
    {
        Faults++;
        _fault.TrySetResult(exception);
    }

    public async Task<Delivery> NextAsync() => await _deliveries.Reader.ReadAsync().AsTask().WaitAsync(s_hangGuard);

    public async Task<IReadOnlyList<Delivery>> NextAsync(int count)
    {
        var deliveries = new List<Delivery>();
        while (deliveries.Count < count)
        {
            deliveries.Add(await NextAsync());
        }

        return deliveries;
    }

    public async Task<(DeliveryToken Token, SettlementResult Result)> NextSettledAsync() =>
        await _settled.Reader.ReadAsync().AsTask().WaitAsync(s_hangGuard);

    public async Task<DeliveryToken> NextLostAsync() => await _lost.Reader.ReadAsync().AsTask().WaitAsync(s_hangGuard);
}

using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport.Support;

/// <summary>Keeps what a receiver hears; whoever waits for the next of something waits at most 30 s.</summary>
internal class RecordingSink : IDeliverySink
{
    private readonly Channel<Delivery> _deliveries = Channel.CreateUnbounded<Delivery>();
    private readonly Channel<(DeliveryToken Token, SettlementResult Result)> _settled = Channel.CreateUnbounded<(
        DeliveryToken,
        SettlementResult
    )>();
    private readonly Channel<DeliveryToken> _lost = Channel.CreateUnbounded<DeliveryToken>();
    private readonly Channel<Exception> _faults = Channel.CreateUnbounded<Exception>();
    private int _delivered;
    private int _faultCount;

    /// <summary>Runs in the broker's thread, before the deliveries can be read here.</summary>
    public Action<Delivery>? Observer { get; set; }

    /// <summary>Whether the handler of a delivery lives; runs in the broker's thread.</summary>
    public Predicate<DeliveryToken> Holds { get; set; } = _ => true;

    public int Delivered => Volatile.Read(ref _delivered);

    public int Faults => Volatile.Read(ref _faultCount);

    /// <summary>Every delivery's text in the order they came, read or not.</summary>
    public ConcurrentQueue<string> Texts { get; } = [];

    /// <summary>Every answer in the order they came, read or not.</summary>
    public ConcurrentQueue<SettlementResult> Answers { get; } = [];

    public Task<Delivery> NextAsync() => ReadAsync(_deliveries);

    public Task<(DeliveryToken Token, SettlementResult Result)> SettledAsync() => ReadAsync(_settled);

    public Task<DeliveryToken> LostAsync() => ReadAsync(_lost);

    public Task<Exception> FaultedAsync() => ReadAsync(_faults);

    public async Task<List<Delivery>> NextAsync(int count)
    {
        var deliveries = new List<Delivery>(count);
        while (deliveries.Count < count)
        {
            deliveries.Add(await NextAsync());
        }

        return deliveries;
    }

    public void OnDeliveries(ReadOnlySpan<Delivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            Texts.Enqueue(delivery.Text);
            Observer?.Invoke(delivery);
            Interlocked.Increment(ref _delivered);
            _deliveries.Writer.TryWrite(delivery);
        }
    }

    public void OnSettled(DeliveryToken token, SettlementResult result)
    {
        Answers.Enqueue(result);
        _settled.Writer.TryWrite((token, result));
    }

    public bool StillHolds(DeliveryToken token) => Holds(token);

    public void OnLeaseLost(DeliveryToken token) => _lost.Writer.TryWrite(token);

    public void OnFaulted(Exception exception)
    {
        Interlocked.Increment(ref _faultCount);
        _faults.Writer.TryWrite(exception);
    }

    private static Task<T> ReadAsync<T>(Channel<T> channel) =>
        channel.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Guarded();
}

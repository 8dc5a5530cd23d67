namespace Waybill.AotApp.Handlers;

/// <summary>Scoped, injected, idempotent; returns what it publishes. Two orders misbehave.</summary>
[Handler(Names.Stock)]
[Retry(3, Backoff.Exponential, Delay = "1m", MaxDelay = "1h")]
[Middleware(typeof(CountingMiddleware))]
public sealed class StockHandler(Ledger ledger)
{
    public const string FailsOnce = "fails-once";
    public const string FailsAlways = "fails-always";

    [Idempotent(Key = nameof(OrderPlaced.Id))]
    public async Task<StockReserved> HandleAsync(OrderPlaced order, MessageContext context, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        if (order.Id == FailsAlways || (order.Id == FailsOnce && context.Attempt == 1))
        {
            ledger.Enter($"failed {order.Id}");
            throw new InvalidOperationException($"no stock for {order.Id}");
        }

        ledger.Enter($"reserved {order.Text()}");
        return new StockReserved(order.Id, order.Region);
    }
}

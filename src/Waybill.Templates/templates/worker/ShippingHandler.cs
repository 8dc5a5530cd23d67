using Microsoft.Extensions.Logging;
using Waybill;

namespace WaybillApp;

/// <summary>Ships each order once, however often it arrives.</summary>
[Handler(Names.Shipping)]
[Retry(3, Backoff.Exponential, Delay = "200ms", MaxDelay = "10s")]
public sealed class ShippingHandler(ILogger<ShippingHandler> logger)
{
    [Idempotent(Key = nameof(OrderPlaced.OrderId))]
    public Task HandleAsync(OrderPlaced order, CancellationToken cancellationToken)
    {
        logger.LogInformation("Shipping {OrderId} for {Amount}", order.OrderId, order.Amount);
        return Task.CompletedTask;
    }
}

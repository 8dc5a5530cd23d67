using System.Net.Http.Json;
using Waybill;

namespace UnsafeOrders;

/// <summary>Charges the card again for every delivery that comes twice, and never gives up.</summary>
[Handler(Names.Payments)]
[Retry(int.MaxValue)] // WB2005: a payment that cannot succeed is tried for ever.
public sealed class PaymentHandler(HttpClient bank)
{
    public async Task HandleAsync(OrderPlaced order, CancellationToken cancellationToken)
    {
        await bank.PostAsJsonAsync("charges", new { order.OrderId, order.Amount }, cancellationToken); // WB2001: charged twice.
    }
}

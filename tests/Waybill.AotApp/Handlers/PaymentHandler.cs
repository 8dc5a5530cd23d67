namespace Waybill.AotApp.Handlers;

/// <summary>Static, and publishes through the bus of its delivery.</summary>
[Handler(Names.Payments)]
[NaturallyIdempotent("It captures nothing.")]
public static class PaymentHandler
{
    public static async Task HandleAsync(StockReserved reserved, MessageContext context)
    {
        await context.Bus.PublishAsync(new PaymentCaptured(reserved.OrderId, reserved.Region, 99.90m));
    }
}

using Waybill;
using Waybill.Broker;
using WaybillApp;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddWaybill<AppModule>(waybill => waybill.UseEmbeddedBroker("data"));
var app = builder.Build();

// Accepted means stored: the answer is sent when the order is on disk, and the handler runs in the background.
app.MapPost(
    "/orders",
    async (OrderPlaced order, IMessageBus bus, CancellationToken cancellationToken) =>
    {
        await bus.PublishAsync(order, cancellationToken: cancellationToken);
        return Results.Accepted();
    }
);

app.Run();

using OrderPipeline;

namespace Waybill.EndToEnd.Tests.Foreign;

[Message(Orders.Feed)]
public sealed partial record Headline(string Text, int Stars);

[Handler(Orders.Created)]
[NaturallyIdempotent("It only writes down what it heard.")]
public static class CreatedHandler
{
    public static void Handle(OrderCreated order, Shop shop) => shop.Hear($"created {Told.Of(order)}");
}

[Handler(Orders.Any)]
[NaturallyIdempotent("It only writes down what it heard.")]
public static class AnyHandler
{
    public static void Handle(OrderCreated order, Shop shop) => shop.Hear($"any {Told.Of(order)}");

    public static void Handle(OrderPipeline.StockReserved reserved, Shop shop) =>
        shop.Hear($"any reserved {reserved.OrderId} {reserved.Units}");
}

[Handler(Orders.Strict)]
[NaturallyIdempotent("It only writes down what it heard.")]
public static class StrictHandler
{
    public static void Handle(OrderCreated order, Shop shop) => shop.Hear($"strict {Told.Of(order)}");
}

[Handler(Orders.News)]
[NaturallyIdempotent("It only writes down what it heard.")]
public static class NewsHandler
{
    public static void Handle(Headline headline, MessageContext context, Shop shop) =>
        shop.Hear($"{headline.Text} {headline.Stars} {string.Join("+", context.Headers.Select(header => $"{header.Key}={header.Value}"))}");
}

internal static class Told
{
    public static string Of(OrderCreated order) =>
        FormattableString.Invariant(
            $"{order.OrderId} {order.UserId} {order.Amount} {order.Region} {order.Currency ?? "-"} {string.Join("+", order.Lines.Select(line => $"{line.Sku}*{line.Quantity}"))}"
        );
}

using Waybill.Transports;

namespace Waybill.Runtime.Tests.Fakes;

internal static class TestTopology
{
    public const string Orders = "orders";
    public const string Ticks = "ticks";
    public const string Inventory = "inventory";
    public const string Scratch = "scratch";

    public static Topology Create() =>
        new(
            [
                new ExchangeDeclaration(Orders, ExchangeType.Topic, Durable: true),
                new ExchangeDeclaration(Ticks, ExchangeType.Fanout, Durable: false),
            ],
            [
                new QueueDeclaration(Inventory, Durable: true, DeadLetter: "inventory.dead", TimeSpan.FromSeconds(30)),
                new QueueDeclaration("inventory.dead", Durable: true, DeadLetter: null, TimeSpan.FromSeconds(30)),
                new QueueDeclaration(Scratch, Durable: false, DeadLetter: null, TimeSpan.FromSeconds(30)),
            ],
            [new BindingDeclaration(Inventory, Orders, "order.*.placed", HeaderMatch.All, [])]
        );
}

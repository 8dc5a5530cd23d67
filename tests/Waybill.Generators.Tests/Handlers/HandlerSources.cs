namespace Waybill.Generators.Tests.Handlers;

/// <summary>Sources that the tests of handlers share.</summary>
internal static class HandlerSources
{
    /// <summary>Names and messages.</summary>
    public const string Shop = """
        #pragma warning disable CS9113 // Injected and not read.
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Waybill;

        namespace Shop;

        public static class Orders
        {
            [Exchange(ExchangeType.Topic)]
            public const string Exchange = "orders";

            [Queue(DeadLetter = Dead, Lease = "1m")]
            [Binding("order.eu.*")]
            [Binding(Exchange, "audit.#")]
            public const string Inventory = "inventory";

            [Queue]
            public const string Dead = "orders.dead";
        }

        [Message(Orders.Exchange, "order.{Region}.created")]
        public sealed partial record OrderCreated(string OrderId, string Region);

        [Message(Orders.Exchange, "order.{Region}.reserved")]
        public sealed partial record StockReserved(string OrderId, string Region);

        [Message]
        public partial record struct Tick(int Number);

        public interface IStock;

        public interface IClock;

        """;

    /// <summary>A handler class around the given members.</summary>
    public static string Handler(
        string members,
        string attributes = "[Handler(Orders.Inventory)]",
        string declaration = "public sealed class Inventory(IStock stock)"
    ) =>
        $$"""
            {{Shop}}
            {{attributes}}
            {{declaration}}
            {
                {{members}}
            }
            """;
}

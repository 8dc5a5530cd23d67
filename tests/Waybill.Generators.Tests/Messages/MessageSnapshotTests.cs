using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Messages;

/// <summary>Few, to be read by people; what the code does, Waybill.Messages.Tests shows.</summary>
public sealed class MessageSnapshotTests
{
    [Fact]
    public void A_published_record()
    {
        var run = GeneratorHarness
            .RunOnce(
                """
                using Waybill;

                namespace Shop;

                public enum Channel { Web, Phone }

                [Message("orders", "order.{Region}.{Channel}.created", Durability = Durability.Buffered, Mandatory = true)]
                public sealed partial record OrderCreated(string OrderId, decimal Amount, string Region, Channel Channel, int? Priority);
                """
            )
            .AssertClean();

        Snapshot.Verify(run.Source("Shop.OrderCreated.Message.g.cs"));
    }

    [Fact]
    public void A_nested_class_with_collections_and_messages()
    {
        var run = GeneratorHarness
            .RunOnce(
                """
                using System.Collections.Generic;
                using Waybill;

                public static partial class Shop
                {
                    [Message]
                    public readonly partial record struct Money(decimal Amount, string Currency);

                    [Message]
                    public sealed partial class Basket
                    {
                        public Basket(string id) => Id = id;

                        public string Id { get; }
                        public required Money Total { get; init; }
                        public Money? Discount { get; init; }
                        public List<int> Counts { get; set; } = [];
                        public Dictionary<string, Money>? Prices { get; set; }
                    }
                }
                """
            )
            .AssertClean();

        Snapshot.Verify(run.Source("Shop.Basket.Message.g.cs"));
    }

    [Fact]
    public void Sets_views_and_immutable_collections()
    {
        var run = GeneratorHarness
            .RunOnce(
                """
                using System.Collections.Generic;
                using System.Collections.Immutable;
                using Waybill;

                [Message]
                public sealed partial record Catalogue(
                    HashSet<string> Tags,
                    IReadOnlyCollection<int>? Counts,
                    ImmutableList<string>? Names,
                    SortedDictionary<string, int> Stock,
                    IReadOnlyDictionary<string, int> Prices,
                    ImmutableDictionary<int, string>? Texts
                );
                """
            )
            .AssertClean();

        Snapshot.Verify(run.Source("Catalogue.Message.g.cs"));
    }

    [Fact]
    public void Memory_and_addresses()
    {
        var run = GeneratorHarness
            .RunOnce(
                """
                using System;
                using Waybill;

                [Message]
                public sealed partial record Sample(Uri Source, Version? Version, ReadOnlyMemory<byte> Raw, Memory<Half> Values, ReadOnlyMemory<int>? Marks);
                """
            )
            .AssertClean();

        Snapshot.Verify(run.Source("Sample.Message.g.cs"));
    }

    [Fact]
    public void Converted_members()
    {
        var run = GeneratorHarness
            .RunOnce(
                """
                using System.Collections.Generic;
                using Waybill;

                namespace Shop;

                [SerializeWith(typeof(SkuConverter))]
                public readonly record struct Sku(string Text);

                public sealed class SkuConverter : IWireConverter<Sku, string>
                {
                    public static string ToWire(Sku value) => value.Text;
                    public static Sku FromWire(string value) => new(value);
                }

                [Message("stock", "stock.{Id}")]
                public sealed partial record Stock(Sku Id, Sku? Other, List<Sku> More);
                """
            )
            .AssertClean();

        Snapshot.Verify(run.Source("Shop.Stock.Message.g.cs"));
    }

    [Fact]
    public void A_union()
    {
        var run = GeneratorHarness
            .RunOnce(
                """
                using Waybill;

                namespace Shop;

                [Message("payments", "payment.made"), Union]
                public abstract partial record Payment
                {
                    private Payment() { }

                    public sealed record Card(string Number) : Payment;

                    public sealed record Cash(decimal Amount) : Payment;
                }
                """
            )
            .AssertClean();

        Snapshot.Verify(run.Source("Shop.Payment.Message.g.cs"));
    }

    [Fact]
    public void A_struct_that_keeps_unknown_fields()
    {
        var run = GeneratorHarness
            .RunOnce("[Waybill.Message, Waybill.PreserveUnknownFields] public readonly partial record struct Point(int X);")
            .AssertClean();

        Snapshot.Verify(run.Source("Point.Message.g.cs"));
    }

    [Fact]
    public void A_type_with_mistakes_still_is_a_message()
    {
        var run = GeneratorHarness
            .RunOnce(
                """
                using System.Collections.Generic;
                using Waybill;

                [Message("orders", "order.{Missing}")]
                public sealed partial record Mistaken(string Id, object Payload, List<int?> Gaps);
                """
            )
            .AssertClean();

        Snapshot.Verify(run.Source("Mistaken.Message.g.cs"));
    }
}

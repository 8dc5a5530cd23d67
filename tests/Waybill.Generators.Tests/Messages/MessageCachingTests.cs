using Microsoft.CodeAnalysis;
using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Messages;

/// <summary>Nothing is made anew that did not change, and nothing stays old that did.</summary>
public sealed class MessageCachingTests
{
    private const string Order = """
        using Waybill;
        namespace Shop;
        [Message("orders", "order.created")]
        public sealed partial record Order(string Id, Price Price);
        """;

    private const string Ping = """
        using Waybill;
        namespace Shop;
        [Message]
        public sealed partial record Ping(int Number);
        """;

    private const string PriceAsEnum = "namespace Shop; public enum Price { Low, High }";

    [Fact]
    public void An_unrelated_edit_makes_nothing_anew()
    {
        var harness = new GeneratorHarness();
        harness.Run(Order, Ping, PriceAsEnum, "class Elsewhere;").AssertClean();

        var run = harness.Run(Order, Ping, PriceAsEnum, "class Elsewhere { int _edited; }").AssertSilent();

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], run.Reasons(MessageGenerator.ModelStep));
        Assert.All(run.OutputReasons(), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void An_edit_of_a_messages_methods_or_comments_makes_nothing_anew()
    {
        var harness = new GeneratorHarness();
        harness.Run(Order, Ping, PriceAsEnum).AssertClean();

        var edited = Ping.Replace(
            "(int Number);",
            "(int Number) { /* a comment */ public int Twice() => 2 * Number; }",
            StringComparison.Ordinal
        );
        var run = harness.Run(Order, edited, PriceAsEnum).AssertClean();

        Assert.All(run.OutputReasons(), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void An_edit_of_one_message_makes_only_that_one_anew()
    {
        var harness = new GeneratorHarness();
        harness.Run(Order, Ping, PriceAsEnum).AssertClean();

        var run = harness.Run(Order, Ping.Replace("int Number", "long Number"), PriceAsEnum).AssertClean();

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], run.Reasons(MessageGenerator.ModelStep));
        Assert.Contains("WriteInt64", run.Source("Shop.Ping.Message.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_a_members_type_in_another_file_is_seen()
    {
        var harness = new GeneratorHarness();
        harness.Run(Order, Ping, PriceAsEnum).AssertClean();

        var run = harness
            .Run(Order, Ping, "namespace Shop; [Waybill.Message] public readonly partial record struct Price(int Cents);")
            .AssertClean();

        Assert.Equal(IncrementalStepRunReason.Modified, run.Reasons(MessageGenerator.ModelStep)[0]);
        Assert.Contains("MessageCodec<global::Shop.Price>", run.Source("Shop.Order.Message.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_what_a_converter_in_another_file_writes_is_seen()
    {
        const string Converter = """
            namespace Shop;
            [Waybill.SerializeWith(typeof(PriceConverter))] public readonly record struct Price(int Cents);
            public sealed class PriceConverter : Waybill.IWireConverter<Price, int>
            {
                public static int ToWire(Price value) => value.Cents;
                public static Price FromWire(int value) => new((int)value);
            }
            """;
        var harness = new GeneratorHarness();
        harness.Run(Order, Ping, Converter).AssertClean();

        var run = harness
            .Run(
                Order,
                Ping,
                Converter
                    .Replace("Price, int>", "Price, long>")
                    .Replace("int ToWire", "long ToWire")
                    .Replace("FromWire(int", "FromWire(long")
            )
            .AssertClean();

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], run.Reasons(MessageGenerator.ModelStep));
        Assert.Contains("Int64Codec", run.Source("Shop.Order.Message.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_an_enums_underlying_type_in_another_file_is_seen()
    {
        var harness = new GeneratorHarness();
        harness.Run(Order, Ping, PriceAsEnum).AssertClean();

        var run = harness.Run(Order, Ping, PriceAsEnum.Replace("Price {", "Price : byte {")).AssertClean();

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], run.Reasons(MessageGenerator.ModelStep));
    }

    [Theory]
    [InlineData("[Waybill.Message] public sealed partial record Price(int Cents);", "Order(string Id, Price Price)", "IsSensitive = true,")]
    [InlineData("public abstract record Base(int Cents);", "Order(string Id, int Cents) : Base(Cents)", "\tsensitive\n")]
    public void A_mark_of_what_is_sensitive_in_another_file_is_seen(string other, string order, string mark)
    {
        var harness = new GeneratorHarness();
        var message = $"using Waybill; namespace Shop; [Message] public sealed partial record {order};";
        var before = harness.Run(message, Ping, $"namespace Shop; {other}").AssertClean();
        Assert.DoesNotContain(mark, before.Source("Shop.Order.Message.g.cs"), StringComparison.Ordinal);

        var run = harness
            .Run(message, Ping, $"namespace Shop; {other.Replace("int Cents", "[Waybill.Sensitive] int Cents", StringComparison.Ordinal)}")
            .AssertClean();

        Assert.Contains(mark, run.Source("Shop.Order.Message.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_removed_attribute_removes_the_file()
    {
        var harness = new GeneratorHarness();
        harness.Run(Order, Ping, PriceAsEnum).AssertClean();

        var run = harness.Run(Order, Ping.Replace("[Message]", ""), PriceAsEnum).AssertClean();

        Assert.DoesNotContain("Shop.Ping.Message.g.cs", run.HintNames);
        Assert.Contains("Shop.Order.Message.g.cs", run.HintNames);
    }
}

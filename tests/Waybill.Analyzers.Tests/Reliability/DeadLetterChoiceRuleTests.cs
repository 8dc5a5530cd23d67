using Waybill.Analyzers.Reliability;
using Waybill.Analyzers.Tests.Harness;
using Waybill.CodeFixes.Reliability;

namespace Waybill.Analyzers.Tests.Reliability;

public sealed class DeadLetterChoiceRuleTests
{
    private const string Placed = """
        [Message("orders", "order.created")] public sealed partial record Placed(int Number);
        public static class Exchanges { [Exchange(ExchangeType.Topic)] public const string Orders = "orders"; }

        """;

    private const string Handler =
        Placed
        + """
            [Handler("stock")] public sealed class H { public void Handle(Placed placed) { } }

            """;

    [Theory]
    [InlineData("public static class Q { [Queue] public const string [|Stock|] = \"stock\"; }")]
    [InlineData("public static class Q { [Queue(Lease = \"5m\")] internal const string [|Stock|] = \"stock\"; }")]
    [InlineData(
        "public static class Q { [Queue(Durable = false)] public const string [|Stock|] = \"stock\"; [Queue] public const string Dead = \"dead\"; }"
    )]
    public Task Reports_a_handled_queue_that_says_nothing(string queues) => Rule<DeadLetterChoiceRule>.CheckAsync(Handler + queues);

    [Theory]
    [InlineData(
        "public static class Q { [Queue(DeadLetter = Dead)] public const string Stock = \"stock\"; [Queue] public const string Dead = \"dead\"; }"
    )]
    [InlineData(
        "public static class Q { [Queue] public const string Stock = \"stock\"; [Queue] public const string Dead = \"stock.dead\"; }"
    )]
    [InlineData(
        "public static class Q { [Queue(DeadLetter = \"stock\")] public const string Other = \"other\"; [Queue] public const string Stock = \"stock\"; }"
    )]
    public Task Is_silent_on_a_queue_whose_dead_letters_have_a_place(string queues) =>
        Rule<DeadLetterChoiceRule>.CheckAsync(Handler + queues);

    [Fact]
    public Task A_queue_that_nobody_handles_here_has_no_dead_letters_yet() =>
        Rule<DeadLetterChoiceRule>.CheckAsync(Placed + "public static class Q { [Queue] public const string Stock = \"stock\"; }");

    [Theory]
    [InlineData("[Discard([|\"\"|])] public void Handle(Placed placed) { }")]
    [InlineData("[Discard([|\"  \"|])] public void Handle(Placed placed) { }")]
    [InlineData("[Discard(reason: [|\"\"|])] public void Handle(Placed placed) { }")]
    [InlineData("[Discard(\"a newer price comes in a second\")] public void Handle(Placed placed) { }")]
    public Task Messages_are_dropped_for_a_reason(string method) =>
        Rule<DeadLetterChoiceRule>.CheckAsync(
            $$"""
            {{Placed}}
            public static class Q { [Queue(DeadLetter = Dead)] public const string Stock = "stock"; [Queue] public const string Dead = "dead"; }
            [Handler("stock")] public sealed class H { {{method}} }
            """
        );

    [Fact]
    public Task Names_the_queue_that_nobody_mentions() =>
        Rule<DeadLetterChoiceRule>.CheckMessageAsync(
            Handler + "public static class Q { [Queue] public const string {|#0:Stock|} = \"stock\"; }",
            "Queue 'stock' does not say where its dead letters go, so that they gather in 'stock.dead', which no code mentions. Declare it and name it as DeadLetter."
        );

    [Fact]
    public Task A_queue_of_a_reference_is_reported_at_its_handler() =>
        Rule<DeadLetterChoiceRule>.CheckWithLibraryAsync(
            "[Handler([|Q.Stock|])] public sealed class H { public void Handle(Placed placed) { } }",
            Placed + "public static class Q { [Queue] public const string Stock = \"stock\"; }"
        );

    [Fact]
    public Task The_fix_declares_the_queue_that_there_was() =>
        Rule<DeadLetterChoiceRule>.CheckFixAsync<DeadLetterChoiceFix>(
            Handler
                + """
                [Handler(Q.Pay)] public sealed class P { public void Handle(Placed placed) { } }

                public static class Q
                {
                    /// <summary>What is in stock.</summary>
                    [Queue]
                    public const string [|Stock|] = "stock";

                    [Queue(Lease = "5m")]
                    internal const string [|Pay|] = "pay";

                    public const string PayDead = "taken";
                }
                """,
            Handler
                + """
                [Handler(Q.Pay)] public sealed class P { public void Handle(Placed placed) { } }

                public static class Q
                {
                    /// <summary>What is in stock.</summary>
                    [Queue(DeadLetter = StockDead)]
                    public const string Stock = "stock";

                    [Queue]
                    public const string StockDead = "stock.dead";

                    [Queue(Lease = "5m", DeadLetter = PayDead2)]
                    internal const string Pay = "pay";

                    [Queue]
                    internal const string PayDead2 = "pay.dead";

                    public const string PayDead = "taken";
                }
                """
        );

    [Fact]
    public Task No_fix_where_a_reason_is_missing() =>
        Rule<DeadLetterChoiceRule>.CheckNoFixAsync<DeadLetterChoiceFix>(
            $$"""
            {{Placed}}
            public static class Q { [Queue(DeadLetter = Dead)] public const string Stock = "stock"; [Queue] public const string Dead = "dead"; }
            [Handler("stock")] public sealed class H { [Discard([|""|])] public void Handle(Placed placed) { } }
            """
        );
}

using Waybill.Analyzers.Reliability;
using Waybill.Analyzers.Tests.Harness;
using Waybill.CodeFixes.Reliability;

namespace Waybill.Analyzers.Tests.Reliability;

public sealed class PersistenceRuleTests
{
    private const string Handler = """

        [Handler("stock")] public sealed class H { public void Handle(Placed placed) { } }

        """;

    private const string Silent = Handler + "[Message(\"orders\", \"order.created\")] public sealed partial record Placed(int Number);\n";
    private const string Flushed =
        Handler
        + "[Message(\"orders\", \"order.created\", Durability = Durability.Flushed)] public sealed partial record Placed(int Number);\n";

    private const string Memory =
        Handler
        + "[Message(\"orders\", \"order.created\", Durability = Durability.Memory)] public sealed partial record Placed(int Number);\n";

    private const string Durable = "[Exchange(ExchangeType.Topic)] public const string Orders = \"orders\";";

    [Theory]
    [InlineData(Silent, Durable + "[Queue(Durable = [|false|])] public const string Stock = \"stock\";")]
    [InlineData(Flushed, Durable + "[Queue(Durable = [|false|])] public const string Stock = \"stock\";")]
    [InlineData(Silent, Durable + "[Ephemeral(\"\")] [Queue(Durable = [|false|])] public const string Stock = \"stock\";")]
    [InlineData(
        Silent,
        "[Exchange(ExchangeType.Topic, Durable = [|false|])] public const string Orders = \"orders\"; [Queue] public const string Stock = \"stock\";"
    )]
    [InlineData(
        Flushed,
        "[Exchange(ExchangeType.Topic, Durable = false)] public const string Orders = \"orders\"; [Queue(Durable = [|false|])] public const string Stock = \"stock\";"
    )]
    public Task Reports_what_a_restart_loses(string message, string constants) =>
        Rule<PersistenceRule>.CheckAsync(Marked(message, constants));

    [Theory]
    [InlineData(Silent, Durable + "[Queue] public const string Stock = \"stock\";")]
    [InlineData(Memory, Durable + "[Queue(Durable = false)] public const string Stock = \"stock\";")]
    [InlineData(
        Silent,
        Durable + "[Ephemeral(\"read again from the device\")] [Queue(Durable = false)] public const string Stock = \"stock\";"
    )]
    [InlineData(
        Silent,
        "[Exchange(ExchangeType.Topic, Durable = false)] public const string Orders = \"orders\"; [Queue(Durable = false)] public const string Stock = \"stock\";"
    )]
    [InlineData(
        Silent,
        "[Ephemeral(\"prices\")] [Exchange(ExchangeType.Topic, Durable = false)] public const string Orders = \"orders\"; [Queue] public const string Stock = \"stock\";"
    )]
    [InlineData(
        Flushed,
        "[Exchange(ExchangeType.Topic, Durable = false)] public const string Orders = \"orders\"; [Queue] public const string Stock = \"stock\";"
    )]
    public Task Is_silent_on_what_is_kept_or_meant_to_be_lost(string message, string constants) =>
        Rule<PersistenceRule>.CheckAsync(Marked(message, constants));

    [Fact]
    public Task A_queue_that_the_message_cannot_reach_does_not_lose_it() =>
        Rule<PersistenceRule>.CheckAsync(
            Marked(
                Silent,
                Durable
                    + "[Queue] public const string Stock = \"stock\"; [Queue(Durable = false)] [Binding(Orders, \"order.paid\")] public const string Live = \"live\";"
            )
        );

    [Fact]
    public Task A_message_may_be_ephemeral_itself() =>
        Rule<PersistenceRule>.CheckAsync(
            Marked(
                "[Ephemeral(\"a newer one comes\")] [Message(\"orders\", \"order.created\")] public sealed partial record Placed(int Number);"
                    + Handler,
                Durable + "[Queue(Durable = false)] public const string Stock = \"stock\";"
            )
        );

    [Fact]
    public Task Names_the_queue_and_the_message() =>
        Rule<PersistenceRule>.CheckMessageAsync(
            Marked(Silent, Durable + "[Queue(Durable = {|#0:false|})] public const string Stock = \"stock\";"),
            "Queue 'stock' is not durable and begins empty at every start, and Placed, which goes there, is a durable message: a restart loses it. "
                + "Make the queue durable, or say why the loss is acceptable with [Ephemeral]."
        );

    [Fact]
    public Task A_queue_of_a_reference_is_reported_at_its_handler() =>
        Rule<PersistenceRule>.CheckWithLibraryAsync(
            "[Handler([|Q.Stock|])] public sealed class H { public void Handle(Placed placed) { } }",
            "[Message(\"orders\", \"order.created\")] public sealed partial record Placed(int Number);"
                + $"public static class Q {{ {Durable} [Queue(Durable = false)] public const string Stock = \"stock\"; }}"
        );

    [Fact]
    public Task The_first_fix_makes_it_durable() =>
        Rule<PersistenceRule>.CheckFixAsync<DurableFix>(
            Silent
                + """
                [Handler("pay")] public sealed class P { public void Handle(Placed placed) { } }
                public static class Q
                {
                    [Exchange(ExchangeType.Topic)]
                    public const string Orders = "orders";

                    [Queue(Durable = [|false|])]
                    public const string Stock = "stock";

                    [Queue(Durable = [|false|], Lease = "5m")]
                    public const string Pay = "pay";
                }
                """,
            Silent
                + """
                [Handler("pay")] public sealed class P { public void Handle(Placed placed) { } }
                public static class Q
                {
                    [Exchange(ExchangeType.Topic)]
                    public const string Orders = "orders";

                    [Queue]
                    public const string Stock = "stock";

                    [Queue(Lease = "5m")]
                    public const string Pay = "pay";
                }
                """
        );

    [Fact]
    public Task The_second_fix_asks_for_a_reason_and_the_warning_stays_until_there_is_one() =>
        Rule<PersistenceRule>.CheckFixAsync<EphemeralFix>(
            Silent
                + """
                public static class Q
                {
                    [Exchange(ExchangeType.Topic)]
                    public const string Orders = "orders";

                    // The live view.
                    [Queue(Durable = [|false|])]
                    public const string Stock = "stock";
                }
                """,
            Silent
                + """
                public static class Q
                {
                    [Exchange(ExchangeType.Topic)]
                    public const string Orders = "orders";

                    // The live view.
                    [Ephemeral("")]
                    [Queue(Durable = [|false|])]
                    public const string Stock = "stock";
                }
                """
        );

    private static string Marked(string message, string constants) => $"{message} public static class Q {{ {constants} }}";
}

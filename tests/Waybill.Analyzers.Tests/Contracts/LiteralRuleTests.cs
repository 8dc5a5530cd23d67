using Waybill.Analyzers.Contracts;
using Waybill.Analyzers.Tests.Harness;

namespace Waybill.Analyzers.Tests.Contracts;

public sealed class LiteralRuleTests
{
    private const string Handler = """
        public static class Names
        {
            [Exchange(ExchangeType.Topic)] public const string Orders = "orders";
            [Queue] public const string Stock = "stock";
        }
        [Message(Names.Orders, "order.created")] public sealed partial record Placed(int Number);
        """;

    [Theory]
    [InlineData("[Queue(Lease = [|\"soon\"|])] public const string Q = \"q\";")]
    [InlineData("[Queue(Lease = [|\"1ms\"|])] public const string Q = \"q\";")]
    [InlineData("[Queue] [Binding(\"t\", [|\"a#b\"|])] public const string Q = \"q\";")]
    [InlineData("[Queue] [Binding(\"t\", [|\"#.#.#\"|])] public const string Q = \"q\";")]
    [InlineData("[Queue] [Binding(\"h\", \"\", Arguments = [|new[] { \"=1\" }|])] public const string Q = \"q\";")]
    public Task Reports_a_literal_on_a_constant(string constant) => Rule<LiteralRule>.CheckAsync(Constants(constant));

    [Theory]
    [InlineData("[Queue(Lease = \"5m\")] public const string Q = \"q\";")]
    [InlineData("[Queue] [Binding(\"t\", \"a.#.b.#\")] public const string Q = \"q\";")]
    [InlineData("[Queue] [Binding(\"h\", \"\", Arguments = new[] { \"region=us\", \"urgent\" })] public const string Q = \"q\";")]
    public Task Is_silent_on_constants_that_work(string constant) => Rule<LiteralRule>.CheckAsync(Constants(constant));

    [Theory]
    [InlineData("[Handler(Names.Stock, Timeout = [|\"30\"|])]")]
    [InlineData("[Handler(Names.Stock, Prefetch = [|0|])]")]
    [InlineData("[Handler(Names.Stock, PrefetchBytes = [|0|])]")]
    [InlineData("[Handler(Names.Stock, Concurrency = [|-1|])]")]
    [InlineData("[Handler(Names.Stock), Retry(3, Delay = [|\"fast\"|])]")]
    [InlineData("[Handler(Names.Stock), Retry(3, MaxDelay = [|\"8d\"|])]")]
    [InlineData("[Handler(Names.Stock), Retry(3, Delay = [|\"5m\"|])]")]
    [InlineData("[Handler(Names.Stock), Idempotent(Retention = [|\"0s\"|])]")]
    public Task Reports_a_literal_on_a_handler(string attributes) => Rule<LiteralRule>.CheckAsync(WithHandler(attributes));

    [Theory]
    [InlineData("[Handler(Names.Stock, Timeout = \"12h\", Prefetch = 1, Concurrency = 1)]")]
    [InlineData("[Handler(Names.Stock), Retry(3, Delay = \"0s\", MaxDelay = \"7d\")]")]
    [InlineData("[Handler(Names.Stock), Idempotent(Retention = \"365d\")]")]
    [InlineData("[Handler(Names.Stock), Retry(0)]")]
    public Task Is_silent_on_handlers_that_work(string attributes) => Rule<LiteralRule>.CheckAsync(WithHandler(attributes));

    [Fact]
    public Task A_method_s_own_attribute_is_where_it_stands() =>
        Rule<LiteralRule>.CheckAsync(
            Handler
                + """
                [Message(Names.Orders, "order.paid")] public sealed partial record Paid(int Number);
                [Handler(Names.Stock), Retry(3, Delay = [|"x"|])] public sealed class H
                {
                    public void Handle(Placed placed) { }
                    [Retry(3, Delay = [|"y"|])] public void Handle(Paid paid) { }
                }
                """
        );

    [Fact]
    public Task Says_the_same_as_start_up() =>
        Rule<LiteralRule>.CheckMessageAsync(
            "public static class N { [Queue(Lease = {|#0:\"soon\"|})] public const string Q = \"q\"; }",
            "The lease of queue 'q' is \"soon\", which is no duration. Write a whole number with a unit, such as \"200ms\", \"5s\", \"5m\", \"2h\" or \"7d\"."
        );

    private static string Constants(string constant) =>
        "public static class N { [Exchange(ExchangeType.Topic)] public const string T = \"t\"; [Exchange(ExchangeType.Headers)] public const string H = \"h\"; "
        + constant
        + " }";

    private static string WithHandler(string attributes) =>
        $"{Handler} {attributes} public sealed class H {{ public void Handle(Placed placed) {{ }} }}";
}

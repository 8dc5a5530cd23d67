using Waybill.Analyzers.Reliability;
using Waybill.Analyzers.Tests.Harness;
using Waybill.CodeFixes.Reliability;

namespace Waybill.Analyzers.Tests.Reliability;

public sealed class NonIdempotentHandlerRuleTests
{
    [Theory]
    [InlineData("[Idempotent]", "")]
    [InlineData("", "[Idempotent(Key = nameof(OrderCreated.OrderId))]")]
    [InlineData("", "[NaturallyIdempotent(\"the mail server drops repetitions\")]")]
    [InlineData("[NaturallyIdempotent(\"a log may repeat lines\")]", "")]
    public Task Is_silent_under_an_inbox_or_a_reason(string onClass, string onMethod) =>
        CheckAsync(EffectSources.InHandler("await mail.SendAsync(order.Email);", onClass, onMethod));

    [Fact]
    public Task A_blank_reason_is_none() =>
        CheckAsync(EffectSources.InHandler("await mail.[|SendAsync|](order.Email);", onMethod: "[NaturallyIdempotent(\" \")]"));

    [Fact]
    public Task Reports_random_keys_of_what_the_handler_gives_back() =>
        CheckAsync(
            """
            namespace Shop;

            [Handler(Orders.Inventory)]
            public sealed class First
            {
                public OrderShipped Handle(OrderCreated order) => new(Guid.[|NewGuid|]().ToString(), order.OrderId);
            }

            [Handler("second")]
            public sealed class Second
            {
                public IEnumerable<IMessage> Handle(OrderCreated order)
                {
                    var id = Guid.NewGuid();
                    Console.WriteLine(id);
                    yield return new OrderShipped(order.OrderId, order.OrderId);
                    yield return new OrderShipped(order.OrderId, $"O-{Random.Shared.[|Next|]()}");
                }
            }

            [Handler("fourth")]
            public sealed class Fourth
            {
                public IMessage[] Handle(OrderCreated order) =>
                    order.Amount > 0 ? [] : new IMessage[] { new OrderShipped(Guid.[|NewGuid|]().ToString(), order.OrderId) };
            }

            [Handler("fifth")]
            public sealed class Fifth(Func<OrderShipped, OrderShipped> other)
            {
                public OrderShipped Handle(OrderCreated order) => other.Invoke(new OrderShipped(Guid.NewGuid().ToString(), order.OrderId));
            }

            [Handler("third")]
            public sealed class Third
            {
                public Task<OrderShipped> HandleAsync(OrderCreated order) => Task.FromResult(new OrderShipped(order.OrderId, order.OrderId) { At = DateTimeOffset.UtcNow });
            }
            """
        );

    [Fact]
    public Task Is_silent_where_nothing_is_handled() =>
        CheckAsync(
            """
            namespace Shop;

            public sealed class Service(HttpClient http) { public Task HandleAsync(OrderCreated order) => http.PostAsync("https://pay", null); }

            [Handler(Orders.Inventory)]
            public sealed class Handler(HttpClient http)
            {
                public void Handle(OrderCreated order) { }
                public Task SendAsync(OrderCreated order) => http.PostAsync("https://pay", null);
                private Task HandleAsync(OrderShipped order) => http.PostAsync("https://pay", null);
            }
            """
        );

    [Fact]
    public Task An_inherited_method_is_reported_unless_every_class_covers_it() =>
        CheckAsync(
            """
            namespace Shop;

            public abstract class Base(HttpClient http) { public Task HandleAsync(OrderCreated order) => http.[|PostAsync|]("https://pay", null); }
            public abstract class Covered(HttpClient http) { public Task HandleAsync(OrderCreated order) => http.PostAsync("https://pay", null); }

            [Handler("a"), Idempotent] public sealed class A(HttpClient http) : Base(http);
            [Handler("b")] public sealed class B(HttpClient http) : Base(http);
            [Handler("c"), Idempotent] public sealed class C(HttpClient http) : Covered(http);
            """
        );

    [Fact]
    public Task Names_the_effect_and_the_way_out() =>
        Rule<NonIdempotentHandlerRule>.CheckMessageAsync(
            EffectSources.InHandler("await http.{|#0:PostAsync|}(\"https://pay\", null);"),
            "'HandleAsync' calls HttpClient.PostAsync, which a second delivery repeats: add [Idempotent], pass a key derived from the message, or say [NaturallyIdempotent(\"why\")]",
            Stubs.Source
        );

    [Fact]
    public Task Names_what_is_changed() =>
        Rule<NonIdempotentHandlerRule>.CheckMessageAsync(
            EffectSources.InHandler(
                "var account = await accounts.GetAsync(order.CustomerId); {|#0:account.Orders++|}; await accounts.SaveAsync(account);"
            ),
            "'HandleAsync' changes Account.Orders by ++, which a second delivery repeats: add [Idempotent], check for a key of the message first, or say [NaturallyIdempotent(\"why\")]",
            Stubs.Source
        );

    [Fact]
    public Task Reports_once_in_a_method_with_the_other_effects_beside() =>
        Rule<NonIdempotentHandlerRule>.CheckLocationsAsync(
            EffectSources.InHandler(
                "await mail.{|#0:SendAsync|}(order.Email); await http.{|#1:PostAsync|}(\"https://pay\", null); File.{|#2:AppendAllText|}(\"a\", \"b\");"
            ),
            3,
            Stubs.Source
        );

    [Fact]
    public Task The_fix_adds_an_inbox_with_the_key_that_is_sure() =>
        Rule<NonIdempotentHandlerRule>.CheckFixAsync<NonIdempotentHandlerFix>(Fixable(attribute: false), Fixable(attribute: true));

    private static string Fixable(bool attribute)
    {
        var source = """
            [Message("x", "a")] public sealed partial record OrderCreated(string OrderId, string CustomerId);
            [Message("x", "b")] public sealed partial record StockChanged(string Sku, string StockId);
            [Message("x", "c")] public sealed partial record Paid(Guid Id, string OrderId, string CustomerId);
            [Message("x", "d")] public sealed partial record Linked(string FromId, string ToId);
            [Message("x", "e")] public sealed partial record Refunded(long? RefundedId, string OrderId, string CorrelationId);

            [Handler("first")]
            public sealed class First(HttpClient http)
            {
                /// <summary>Handles.</summary>
                @1public Task HandleAsync(OrderCreated order) => http.[|PostAsync|]("https://pay", null);

                @2[Retry(3)]
                public async Task HandleAsync(StockChanged stock)
                {
                    await http.[|PostAsync|]("https://pay", null);
                    await http.PostAsync("https://pay", null);
                }

                @3public Task HandleAsync(Paid paid) => http.[|PostAsync|]("https://pay", null);
                @2public Task HandleAsync(Linked linked) => http.[|PostAsync|]("https://pay", null);
                @4public Task HandleAsync(Refunded refunded) => http.[|PostAsync|]("https://pay", null);
            }
            """;
        string Attribute(string text) => attribute ? $"[Idempotent{text}]\n    " : "";
        source = source
            .Replace("@1", Attribute("(Key = nameof(OrderCreated.OrderId))"))
            .Replace("@2", Attribute(""))
            .Replace("@3", Attribute("(Key = nameof(Paid.Id))"))
            .Replace("@4", Attribute("(Key = nameof(Refunded.OrderId))"));
        return attribute ? source.Replace("[|", "").Replace("|]", "") : source;
    }

    private static Task CheckAsync(string source) => Rule<NonIdempotentHandlerRule>.CheckAsync(source, Stubs.Source);
}

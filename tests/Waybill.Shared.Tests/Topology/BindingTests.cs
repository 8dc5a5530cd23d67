using Waybill.Manifests;
using Waybill.Topologies;
using static Waybill.Shared.Tests.Topology.Declared;

namespace Waybill.Shared.Tests.Topology;

public sealed class BindingTests
{
    private static MergeResult Merge(ExchangeType type, string template, params BindingEntry[] bindings) =>
        Declared.Merge(
            Module() with
            {
                Exchanges = [Exchange("orders", type)],
                Queues = [Queue("q")],
                Bindings = [.. bindings],
                Messages = [Message("Order", "orders", template)],
                Handlers = [Handler("q", "Order")],
            }
        );

    private static IEnumerable<string> Patterns(MergeResult result)
    {
        Assert.Empty(result.Texts);
        return result.Topology.Bindings.Select(binding => $"{binding.Queue} <- {binding.Exchange} {binding.Pattern}");
    }

    [Theory]
    [InlineData(ExchangeType.Topic, "order.{Region}.created", "order.*.created")]
    [InlineData(ExchangeType.Topic, "order.created", "order.created")]
    [InlineData(ExchangeType.Direct, "order.created", "order.created")]
    [InlineData(ExchangeType.Fanout, "", "")]
    [InlineData(ExchangeType.Headers, "", "")]
    public void A_binding_is_inferred_from_the_template(ExchangeType type, string template, string pattern) =>
        Assert.Equal([$"q <- orders {pattern}"], Patterns(Merge(type, template)));

    [Fact]
    public void A_narrower_explicit_binding_stands_for_the_inferred_one() =>
        Assert.Equal(
            ["q <- orders order.eu.created"],
            Patterns(Merge(ExchangeType.Topic, "order.{Region}.created", Binding("q", "orders", "order.eu.created")))
        );

    [Fact]
    public void An_explicit_binding_that_cannot_match_is_added() =>
        Assert.Equal(
            ["q <- orders audit.#", "q <- orders order.*.created"],
            Patterns(Merge(ExchangeType.Topic, "order.{Region}.created", Binding("q", "orders", "audit.#")))
        );

    [Fact]
    public void A_binding_without_an_exchange_means_the_one_of_the_handled_messages() =>
        Assert.Equal(
            ["q <- orders order.*.*"],
            Patterns(Merge(ExchangeType.Topic, "order.{Region}.created", Binding("q", null, "order.*.*")))
        );

    [Fact]
    public void A_key_that_depends_on_the_message_needs_a_binding_on_a_direct_exchange()
    {
        var problem = Assert.Single(Merge(ExchangeType.Direct, "order.{Region}").Texts);
        Assert.Contains("'order.{Region}'", problem);
        Assert.Contains("Declare [Binding(", problem);

        Assert.Equal(["q <- orders order.eu"], Patterns(Merge(ExchangeType.Direct, "order.{Region}", Binding("q", "orders", "order.eu"))));
        Assert.NotEmpty(Merge(ExchangeType.Direct, "order.{Region}", Binding("q", "orders", "order.eu.paid")).Texts);
    }

    [Fact]
    public void A_message_without_an_exchange_needs_no_route() =>
        Assert.Empty(
            Patterns(
                Declared.Merge(
                    Module() with
                    {
                        Queues = [Queue("q")],
                        Messages = [Message("Command")],
                        Handlers = [Handler("q", "Command")],
                    }
                )
            )
        );

    [Fact]
    public void A_queue_wants_the_messages_of_handlers_that_run_elsewhere()
    {
        var manifest = Module() with
        {
            Exchanges = [Exchange("orders")],
            Queues = [Queue("q")],
            Messages = [Message("Order", "orders", "order")],
            Handlers = [Handler("q", "Order")],
        };

        var result = TopologyMerge.Merge([new ModuleInput(manifest, RunsHandlers: false)]);

        Assert.Equal(["q <- orders order"], Patterns(result));
        Assert.Empty(result.Topology.Handlers);
    }

    [Fact]
    public void A_binding_without_an_exchange_needs_handled_messages_that_share_one()
    {
        var result = Declared.Merge(
            Module() with
            {
                Exchanges = [Exchange("a"), Exchange("b")],
                Queues = [Queue("none"), Queue("two")],
                Bindings = [Binding("none", null, "x"), Binding("two", null, "y")],
                Messages = [Message("A", "a", "a"), Message("B", "b", "b")],
                Handlers = [Handler("two", "A", "B")],
            }
        );

        Assert.Collection(
            result.Texts,
            problem =>
                Assert.Contains(
                    "'x' of queue 'none' names no exchange, and the messages handled there do not share one (found: none)",
                    problem
                ),
            problem => Assert.Contains("(found: 'a', 'b')", problem)
        );
    }

    [Theory]
    [InlineData(ExchangeType.Topic, "a#b", "must be words of their own")]
    [InlineData(ExchangeType.Topic, "#.a.#.b.#", "more than 2 words '#'")]
    [InlineData(ExchangeType.Fanout, "a", "Leave it empty")]
    [InlineData(ExchangeType.Headers, "a", "Leave it empty")]
    public void A_pattern_must_suit_its_exchange(ExchangeType type, string pattern, string expected) =>
        Assert.Contains(expected, Assert.Single(Merge(type, "", Binding("q", "orders", pattern)).Texts));

    [Theory]
    [InlineData(ExchangeType.Topic, "region=us", "only a headers exchange compares")]
    [InlineData(ExchangeType.Headers, "=us", "Write \"name=value\"")]
    [InlineData(ExchangeType.Headers, "x-match=any", "is said by Match")]
    public void Arguments_must_suit_their_exchange(ExchangeType type, string argument, string expected) =>
        Assert.Contains(expected, Assert.Single(Merge(type, "", Binding("q", "orders", "", argument)).Texts));

    [Fact]
    public void Bindings_name_declared_things()
    {
        var result = Declared.Merge(
            Module() with
            {
                Queues = [Queue("q")],
                Bindings = [Binding("q", "nowhere", ""), Binding("ghost", "nowhere", "")],
            }
        );

        Assert.Equal(3, result.Texts.Count());
        Assert.Equal(2, result.Texts.Count(problem => problem.Contains("the exchange 'nowhere', which is not declared")));
        Assert.Single(result.Texts, problem => problem.Contains("the queue 'ghost', which is not declared"));
    }
}

using Waybill.Manifests;
using Waybill.Topologies;
using static Waybill.Shared.Tests.Topology.Declared;

namespace Waybill.Shared.Tests.Topology;

public sealed class DeclarationTests
{
    private static MergeResult Merge(params ModuleManifest[] manifests) =>
        TopologyMerge.Merge([.. manifests.Select(manifest => new ModuleInput(manifest, RunsHandlers: true))]);

    [Fact]
    public void Modules_come_together_in_order_of_names()
    {
        var result = Merge(
            Module("B") with
            {
                Exchanges = [Exchange("b")],
                Queues = [Queue("y")],
                Messages = [Message("N", "a", "n")],
                Handlers = [Handler("x", "N")],
            },
            Module("A") with
            {
                Exchanges = [Exchange("a")],
                Queues = [Queue("x")],
                Messages = [Message("M")],
                Handlers = [Handler("y", "M")],
            }
        );

        Assert.Empty(result.Texts);
        Assert.Equal(["a", "b"], result.Topology.Exchanges.Select(exchange => exchange.Name));
        Assert.Equal(["x", "x.dead", "y", "y.dead"], result.Topology.Queues.Select(queue => queue.Name));
        Assert.Equal(["M", "N"], result.Topology.Messages.Select(message => message.Name));
        Assert.Equal(["x", "y"], result.Topology.Handlers.Select(handler => handler.Queue));
    }

    [Fact]
    public void Identical_declarations_are_fine()
    {
        var manifest = Module() with
        {
            Exchanges = [Exchange("a")],
            Queues = [Queue("q")],
            Messages = [Message("M", "a", "m")],
            Bindings = [Binding("q", "a", "m")],
        };

        var result = Merge(manifest, manifest with { Module = "Other", Exchanges = [Exchange("a") with { Ephemeral = "said here only" }] });

        Assert.Empty(result.Texts);
        Assert.Single(result.Topology.Exchanges);
        Assert.Single(result.Topology.Bindings);
    }

    [Fact]
    public void Contradictions_name_both_sides()
    {
        var result = Merge(
            Module("A") with
            {
                Exchanges = [Exchange("x")],
                Queues = [Queue("q")],
            },
            Module("B") with
            {
                Exchanges = [Exchange("x", ExchangeType.Fanout, durable: false)],
                Queues = [Queue("q", lease: "1m")],
            }
        );

        Assert.Collection(
            result.Texts,
            problem => Assert.Contains("Exchange 'x' is durable, topic, and elsewhere not durable, fanout (A, B)", problem),
            problem =>
                Assert.Contains("Queue 'q' is durable, lease 30s, dead letters to the default, and elsewhere durable, lease 1m", problem)
        );
    }

    [Fact]
    public void A_message_name_belongs_to_one_type()
    {
        var result = Merge(
            Module("A") with
            {
                Messages = [Message("M")],
            },
            Module("B") with
            {
                Messages = [Message("M") with { Type = "Else.M" }],
            }
        );

        Assert.Contains("belongs to two types, Shop.M and Else.M", Assert.Single(result.Texts));
    }

    [Fact]
    public void A_message_names_a_declared_exchange() =>
        Assert.Contains(
            "Message M names the exchange 'x', which is not declared",
            Assert.Single(Merge(Module() with { Messages = [Message("M", "x")] }).Texts)
        );

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a\nb", "control character")]
    public void Names_can_be_carried_everywhere(string name, string expected)
    {
        Assert.Contains(expected, Merge(Module() with { Exchanges = [Exchange(name)] }).Texts.First());
        Assert.Contains(expected, Merge(Module() with { Queues = [Queue(name)] }).Texts.First());
        Assert.Contains(expected, Merge(Module() with { Messages = [Message(name)] }).Texts.First());
    }

    [Fact]
    public void Half_a_surrogate_pair_is_no_name() =>
        Assert.Contains("half a surrogate pair", Assert.Single(Merge(Module() with { Exchanges = [Exchange("a\ud800")] }).Texts));

    [Fact]
    public void A_name_has_at_most_255_bytes()
    {
        Assert.Empty(Merge(Module() with { Exchanges = [Exchange(new string('é', 127))] }).Texts);
        Assert.Contains("256 bytes", Assert.Single(Merge(Module() with { Exchanges = [Exchange(new string('é', 128))] }).Texts));
    }
}

using Waybill.Manifests;
using Waybill.Topologies;
using static Waybill.Shared.Tests.Topology.Declared;

namespace Waybill.Shared.Tests.Topology;

public sealed class DeadLetterTests
{
    private static MergeResult Merge(params QueueEntry[] queues) => Declared.Merge(Module() with { Queues = [.. queues] });

    private static string[] Queues(MergeResult result)
    {
        Assert.Empty(result.Texts);
        return [.. result.Topology.Queues.Select(queue => $"{queue.Name} -> {queue.DeadLetter}")];
    }

    [Fact]
    public void A_queue_that_names_none_gets_one() => Assert.Equal(["a -> a.dead", "a.dead -> "], Queues(Merge(Queue("a"))));

    [Fact]
    public void The_one_that_is_created_is_durable() =>
        Assert.True(Merge(Queue("a", durable: false)).Topology.Queues.Single(queue => queue.Name == "a.dead").Durable);

    [Fact]
    public void A_named_one_has_none_of_its_own() =>
        Assert.Equal(["a -> dead", "b -> dead", "dead -> "], Queues(Merge(Queue("a", "dead"), Queue("b", "dead"), Queue("dead"))));

    [Fact]
    public void A_declared_default_one_is_used() =>
        Assert.Equal(["a -> a.dead", "a.dead -> "], Queues(Merge(Queue("a"), Queue("a.dead", lease: "5m"))));

    [Fact]
    public void A_dead_letter_queue_may_name_another() =>
        Assert.Equal(["a -> b", "b -> c", "c -> "], Queues(Merge(Queue("a", "b"), Queue("b", "c"), Queue("c"))));

    [Fact]
    public void A_named_one_must_be_declared() =>
        Assert.Contains("'lost', which is not declared", Assert.Single(Merge(Queue("a", "lost")).Texts));

    [Fact]
    public void A_queue_cannot_be_its_own() =>
        Assert.Contains("'a' is its own dead-letter queue", Assert.Single(Merge(Queue("a", "a")).Texts));

    [Fact]
    public void A_circle_is_said_once() =>
        Assert.Contains("b -> c -> d -> b", Assert.Single(Merge(Queue("a", "b"), Queue("b", "c"), Queue("c", "d"), Queue("d", "b")).Texts));

    [Fact]
    public void It_must_be_durable_when_its_source_is()
    {
        Assert.Contains(
            "'dead' is not: a restart would lose",
            Assert.Single(Merge(Queue("a", "dead"), Queue("dead", durable: false)).Texts)
        );
        Assert.Empty(Merge(Queue("a", "dead", durable: false), Queue("dead", durable: false)).Texts);
    }

    [Fact]
    public void The_name_of_the_one_that_is_created_must_fit() =>
        Assert.Contains("256 bytes", Assert.Single(Merge(Queue(new string('q', 251))).Texts));
}

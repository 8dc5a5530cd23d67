using System.Text;
using CsCheck;
using Waybill.Broker.Exchanges;
using static Waybill.Broker.Tests.Exchanges.Declared;

namespace Waybill.Broker.Tests.Exchanges;

public sealed class TopicExchangeTests
{
    /// <summary>Twice each key and a cache of one slot: from the trie, and remembered or displaced.</summary>
    [Fact]
    public void Routes_as_each_pattern_matches() =>
        Gen.Select(Patterns.Pattern.Array[0, 12], Patterns.Key.Array[1, 8])
            .Sample(
                (patterns, keys) =>
                {
                    var table = Table(
                        Topology(ExchangeType.Topic, [.. patterns.Select((pattern, queue) => Binding($"{queue}", pattern))]),
                        cacheSlots: 1
                    );
                    foreach (var key in keys.SelectMany(key => Enumerable.Repeat(key, 2)))
                    {
                        var expected = patterns
                            .Index()
                            .Where(pattern => Patterns.Match(pattern.Item, key))
                            .Select(pattern => pattern.Index);
                        Assert.Equal(expected, table.Route(key).Queues);
                    }
                },
                iter: 3_000
            );

    [Fact]
    public void More_bindings_than_fit_the_stack_are_all_found()
    {
        var table = Table(
            ExchangeType.Topic,
            [.. Enumerable.Range(0, 500).Select(queue => Binding($"{queue}", queue % 2 == 0 ? $"#.{queue}.#" : "#"))]
        );

        Assert.Equal(Enumerable.Range(0, 500).Where(queue => queue % 2 == 1 || queue == 42), table.Route("a.42.b").Queues);
    }

    /// <summary>Trying every split of the key between the many '#' of these patterns would take longer than anybody waits.</summary>
    [Fact]
    public void The_worst_pattern_costs_no_explosion()
    {
        var table = Table(
            Topology(ExchangeType.Topic, [.. Enumerable.Range(1, 100).Select(stars => Binding($"{stars}", Stars(stars)))]),
            cacheSlots: 1
        );
        var key = string.Join('.', Enumerable.Repeat("a", 128));

        for (var round = 0; round < 100; round++)
        {
            Assert.Same(DestinationSet.Empty, table.Route(key + (round % 2 == 0 ? "" : ".")));
        }

        static string Stars(int stars) => "#." + string.Join('.', Enumerable.Repeat("*", stars)) + ".#.b";
    }

    [Fact]
    public void Keys_that_never_came_before_allocate_nothing_once_the_cache_is_full()
    {
        var table = Table(Topology(ExchangeType.Topic, Binding("0", "order.#"), Binding("1", "order.*.*.#")), cacheSlots: 4);
        var keys = Enumerable.Range(0, 2000).Select(order => Encoding.UTF8.GetBytes($"order.{order}.created")).ToArray();
        foreach (var key in keys.AsSpan(0, 1000))
        {
            table.Route(0, key, null);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var key in keys.AsSpan(1000))
        {
            table.Route(0, key, null);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}

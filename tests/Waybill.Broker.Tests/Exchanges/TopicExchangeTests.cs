using System.Text;
using CsCheck;
using Waybill.Broker.Exchanges;
using Waybill.Tests;
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

        // Different keys, so that each is matched, with what the one before left in pooled memory.
        for (var even = 0; even < 10; even += 2)
        {
            Assert.Equal(Enumerable.Range(0, 500).Where(queue => queue % 2 == 1 || queue == even), table.Route($"a.{even}.b").Queues);
        }
    }

    /// <summary>The first '#' can end before any of the key's hundred words; the walk has room for each binding once.</summary>
    [Fact]
    public void A_pattern_that_matches_in_many_ways_is_found_once()
    {
        var table = Table(ExchangeType.Topic, [.. Enumerable.Range(0, 200).Select(queue => Binding($"{queue}", "#.*.#"))]);

        Assert.Equal(Enumerable.Range(0, 200), table.Route(string.Join('.', Enumerable.Repeat("a", 100))).Queues);
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

        Assert.Equal(
            0,
            Allocation.Least(() =>
            {
                foreach (var key in keys.AsSpan(1000))
                {
                    table.Route(0, key, null);
                }
            })
        );
    }
}

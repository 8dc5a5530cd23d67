using System.Text;
using Waybill.Broker.Exchanges;
using Waybill.Tests;
using Waybill.Transports;
using static Waybill.Broker.Tests.Exchanges.Declared;

namespace Waybill.Broker.Tests.Exchanges;

public sealed class RoutingTableTests
{
    [Fact]
    public void A_direct_exchange_compares_the_whole_key_ordinally()
    {
        var table = Table(
            ExchangeType.Direct,
            Binding("0", "a.b"),
            Binding("1", "*"),
            Binding("2", ""),
            Binding("3", "a.b"),
            Binding("4", "é")
        );

        Assert.Equal([0, 3], table.Route("a.b").Queues);
        Assert.Equal([1], table.Route("*").Queues);
        Assert.Equal([2], table.Route("").Queues);
        Assert.Equal([4], table.Route("é").Queues);
        Assert.Same(DestinationSet.Empty, table.Route("A.b"));
        Assert.Same(DestinationSet.Empty, table.Route("a"));
    }

    [Fact]
    public void A_fanout_exchange_takes_every_binding_whatever_the_key()
    {
        var table = Table(ExchangeType.Fanout, Binding("2", ""), Binding("0", ""), Binding("1", ""));

        Assert.Equal([0, 1, 2], table.Route("").Queues);
        Assert.Same(table.Route(""), table.Route("anything"));
    }

    [Theory]
    [InlineData(ExchangeType.Direct)]
    [InlineData(ExchangeType.Topic)]
    [InlineData(ExchangeType.Fanout)]
    [InlineData(ExchangeType.Headers)]
    public void An_exchange_without_bindings_routes_nowhere(ExchangeType type)
    {
        var table = Table(type);

        Assert.Same(DestinationSet.Empty, table.Route("a"));
        Assert.Same(DestinationSet.Empty, table.Route(""));
    }

    [Theory]
    [InlineData(ExchangeType.Direct, "k", "k")]
    [InlineData(ExchangeType.Topic, "k", "#")]
    [InlineData(ExchangeType.Fanout, "", "")]
    [InlineData(ExchangeType.Headers, "", "")]
    public void A_queue_gets_one_copy_however_many_bindings_match(ExchangeType type, string pattern, string other)
    {
        var table = Table(type, Binding("7", pattern), Binding("3", pattern), Binding("7", other), Binding("3", other));

        Assert.Equal([3, 7], table.Route("k").Queues);
    }

    [Fact]
    public void Exchanges_keep_to_their_own_bindings()
    {
        var topology = Topology(ExchangeType.Topic, Binding("0", "a.#"));
        topology = topology with
        {
            Exchanges = topology.Exchanges.Add(new ExchangeDeclaration("y", ExchangeType.Topic, true)),
            Queues = topology.Queues.Add(topology.Queues[0] with { Name = "1" }),
            Bindings = topology.Bindings.Add(new BindingDeclaration("1", "y", "#", HeaderMatch.All, [])),
        };
        var table = Table(topology, cacheSlots: 1);

        Assert.True(table.TryGetExchange("x", out var x));
        Assert.True(table.TryGetExchange("y", out var y));
        Assert.False(table.TryGetExchange("X", out _));
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal([0], table.Route(x, "a.b"u8, null).Queues);
            Assert.Equal([0], table.Route(x, "a.b"u8, null).Queues);
            Assert.Equal([1], table.Route(y, "a.b"u8, null).Queues);
            Assert.Equal([1], table.Route(y, "a.b"u8, null).Queues);
        }
    }

    [Fact]
    public void A_message_sent_to_a_queue_goes_to_it_alone()
    {
        var table = Table(ExchangeType.Fanout, Binding("0", ""), Binding("5", ""));

        Assert.Equal([5], table.ForQueue(5).Queues);
        Assert.Same(table.ForQueue(5), table.ForQueue(5));
    }

    [Fact]
    public void Every_problem_of_a_topology_is_named()
    {
        var topology = Topology(
            ExchangeType.Topic,
            Binding("0", "#.a.#.b.#"),
            new BindingDeclaration("0", "nowhere", "k", HeaderMatch.All, [])
        );
        topology = topology with { Exchanges = [.. topology.Exchanges, .. topology.Exchanges], Queues = [] };

        var problems = Assert.Throws<TopologyValidationException>(() => Table(topology)).Problems;

        Assert.Equal(5, problems.Count);
        Assert.Contains(problems, problem => problem.Contains("'x' is declared twice"));
        Assert.Equal(2, problems.Count(problem => problem.Contains("names a queue that is not declared")));
        Assert.Contains(problems, problem => problem.Contains("'nowhere' names an exchange that is not declared"));
        Assert.Contains(problems, problem => problem.Contains("has more than 2 words '#'"));
    }

    [Fact]
    public void A_warm_route_allocates_nothing()
    {
        var headers = new Dictionary<string, string> { ["region"] = "us" };
        RoutingTable[] tables =
        [
            Table(ExchangeType.Direct, Binding("0", "order.eu.created"), Binding("1", "order.eu.created")),
            Table(ExchangeType.Topic, Binding("0", "order.*.created"), Binding("1", "#")),
            Table(ExchangeType.Fanout, Binding("0", ""), Binding("1", "")),
            Table(ExchangeType.Headers, Binding("0", "", HeaderMatch.Any, "region=us"), Binding("1", "")),
        ];
        foreach (var table in tables)
        {
            Assert.Equal(0, Allocated(table, headers));
            Assert.Equal([0, 1], table.Route("order.eu.created", headers).Queues);
        }
    }

    private static long Allocated(RoutingTable table, IReadOnlyDictionary<string, string> headers) =>
        Allocation.Least(() =>
        {
            for (var count = 0; count < 1000; count++)
            {
                table.Route(0, "order.eu.created"u8, headers);
            }
        });

    /// <summary>Eight slots for 64 keys: the threads overwrite each other's entries all the time.</summary>
    [Fact]
    public async Task Threads_that_route_at_once_get_the_same_queues()
    {
        var table = Table(
            Topology(ExchangeType.Topic, [.. Enumerable.Range(0, 8).Select(bit => Binding($"{bit}", $"#.{bit}.#")), Binding("8", "*.#")]),
            cacheSlots: 8
        );
        var keys = Enumerable
            .Range(0, 64)
            .Select(bits => string.Join('.', Enumerable.Range(0, 8).Where(bit => (bits >> bit & 1) != 0)))
            .ToArray();
        var utf8 = keys.Select(Encoding.UTF8.GetBytes).ToArray();
        int[][] expected =
        [
            .. Enumerable
                .Range(0, 64)
                .Select(bits => (int[])[.. Enumerable.Range(0, 8).Where(bit => (bits >> bit & 1) != 0), .. bits == 0 ? (int[])[] : [8]]),
        ];
        using var start = new Barrier(4);

        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(thread =>
                    Task.Factory.StartNew(
                        () =>
                        {
                            Assert.True(start.SignalAndWait(TimeSpan.FromSeconds(30)));
                            for (var count = 0; count < 50_000; count++)
                            {
                                // Twice each, so that entries are displaced.
                                var at = (count / 2 * (2 * thread + 1)) & 63;
                                Assert.True(table.Route(0, utf8[at], null).Queues.AsSpan().SequenceEqual(expected[at]), keys[at]);
                            }
                        },
                        TestContext.Current.CancellationToken,
                        TaskCreationOptions.LongRunning,
                        TaskScheduler.Default
                    )
                )
        );
    }
}

using Waybill.Broker.Exchanges;

namespace Waybill.Broker.Tests.Exchanges;

public sealed class RouteCacheTests
{
    private readonly RouteCache _cache = new(1);
    private readonly DestinationSet _first = new([1]);
    private readonly DestinationSet _second = new([2]);

    [Fact]
    public void A_key_is_found_with_its_exchange_only()
    {
        _cache.Add(3, "a.b"u8, _first);

        Assert.True(_cache.TryGet(3, "a.b"u8, out var set));
        Assert.Same(_first, set);
        Assert.False(_cache.TryGet(4, "a.b"u8, out _));
        Assert.False(_cache.TryGet(3, "a.c"u8, out _));
        Assert.False(_cache.TryGet(3, ""u8, out _));
    }

    [Fact]
    public void A_key_displaces_another_when_it_misses_twice_running()
    {
        _cache.Add(0, "a"u8, _first);
        _cache.Add(0, "b"u8, _second);
        Assert.True(_cache.TryGet(0, "a"u8, out _));
        Assert.False(_cache.TryGet(0, "b"u8, out _));

        _cache.Add(0, "c"u8, _second);
        _cache.Add(0, "b"u8, _second);
        Assert.True(_cache.TryGet(0, "a"u8, out _));

        _cache.Add(0, "b"u8, _second);
        Assert.False(_cache.TryGet(0, "a"u8, out _));
        Assert.True(_cache.TryGet(0, "b"u8, out var set));
        Assert.Same(_second, set);
    }

    [Fact]
    public void A_key_longer_than_a_routing_key_is_not_kept()
    {
        var longest = new byte[RouteCache.MaxKeyBytes];
        var tooLong = new byte[RouteCache.MaxKeyBytes + 1];
        _cache.Add(0, tooLong, _first);
        Assert.False(_cache.TryGet(0, tooLong, out _));

        _cache.Add(0, longest, _first);
        Assert.True(_cache.TryGet(0, longest, out _));
    }

    [Fact]
    public void Equal_sets_are_one_instance()
    {
        var sets = new DestinationSetCache(16);
        var set = sets.Get([1, 5, 9]);

        Assert.Equal([1, 5, 9], set.Queues);
        Assert.Same(set, sets.Get([1, 5, 9]));
        Assert.Same(set, sets.GetUnordered([9, 1, 5, 1, 9]));
        Assert.Same(DestinationSet.Empty, sets.Get([]));
    }

    [Fact]
    public void Sets_that_share_a_slot_are_told_apart()
    {
        var sets = new DestinationSetCache(1);
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal([1], sets.Get([1]).Queues);
            Assert.Equal([1, 2], sets.Get([1, 2]).Queues);
        }
    }
}

using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;

namespace Waybill.Broker.Tests.Core;

public sealed class EntryRingTests
{
    // Of a chunk; the ring's own business otherwise.
    private const int Chunk = 4096;

    private readonly EntryRing<QueueEntry, EntryCodec> _ring = new(new IndexPages(device: null, long.MaxValue, IndexSizes.Default));
    private long _next;
    private long _expected;

    [Theory]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData((3 * Chunk) - 1)]
    [InlineData(3 * Chunk)]
    public void What_goes_in_comes_out_in_order_over_chunk_boundaries(int count)
    {
        for (var round = 0; round < 3; round++)
        {
            Enqueue(count);
            Assert.Equal(count, _ring.Count);
            Dequeue(count);
            Assert.False(_ring.TryPeek(out _));
        }
    }

    [Fact]
    public void A_steady_flow_keeps_its_order_wherever_head_and_tail_stand()
    {
        Enqueue(5);
        for (var i = 0; i < 5 * Chunk; i++)
        {
            Enqueue(1);
            Dequeue(1);
        }

        Dequeue(5);
        Assert.Equal(0, _ring.Count);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(Chunk - 2, 5)]
    [InlineData(Chunk, 5)]
    [InlineData(Chunk - 1, (2 * Chunk) + 7)]
    public void A_look_takes_the_oldest_over_chunk_boundaries(int taken, int limit)
    {
        Enqueue(3 * Chunk);
        Dequeue(taken);
        var expected = Enumerable.Range(taken, (int)Math.Min(limit, _ring.Count)).Select(position => (long)position);
        Assert.Equal(expected, _ring.Entries().Take(limit).Select(entry => entry.Message.Lsn));
        Assert.Equal((3 * Chunk) - taken, _ring.Count);
    }

    [Fact]
    public void An_emptied_ring_serves_again()
    {
        Enqueue(Chunk + 10);
        Dequeue(3);
        _ring.Clear();
        Assert.Equal(0, _ring.Count);
        Assert.Empty(_ring.Entries().Take(10));
        _expected = _next;
        Enqueue(2 * Chunk);
        Dequeue(2 * Chunk);
    }

    private void Enqueue(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _ring.Enqueue(new QueueEntry(new MessageRef(_next++, 0), 0, 0, 0));
        }
    }

    private void Dequeue(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.True(_ring.TryPeek(out var entry));
            Assert.Equal(_expected++, entry.Message.Lsn);
            _ring.Dequeue();
        }
    }
}

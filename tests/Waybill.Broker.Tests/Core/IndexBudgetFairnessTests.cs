using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Storage.Tests.Support;

namespace Waybill.Broker.Tests.Core;

/// <summary>Whose memory goes when all queues together have too much of it.</summary>
public sealed class IndexBudgetFairnessTests
{
    private const int Budget = 40 * 4096;
    private const int BytesEach = 2;
    private readonly IndexPages _pages = new(new SimulatedDevice(), Budget, IndexSizes.Default);

    /// <summary>An abandoned queue that came first must not leave the others without memory.</summary>
    [Fact]
    public void What_nobody_takes_goes_first_and_what_is_taken_soon_stays()
    {
        var abandoned = Ring(9 * Budget / 10);
        var busy = Ring(Budget / 2);
        Assert.InRange(_pages.InMemory, 1, Budget);
        var paged = _pages.Paged;
        Assert.InRange(paged, 1, Budget / 4096);

        _pages.TakeUse();
        Drain(busy);
        Assert.False(_pages.TakeUse());
        Assert.Equal(paged, _pages.Paged);

        // Again and again.
        for (var round = 0; round < 5; round++)
        {
            Fill(busy, Budget / 2);
            _pages.TakeUse();
            Drain(busy);
            Assert.False(_pages.TakeUse());
        }

        Drain(abandoned);
        Assert.Equal(0, _pages.Paged);
    }

    [Fact]
    public void Thousands_of_queues_with_a_few_messages_take_next_to_nothing()
    {
        const int Queues = 10_000;
        var rings = Enumerable.Range(0, Queues).Select(_ => Ring(10 * BytesEach)).ToList();
        Assert.InRange(_pages.InMemory, 1, 128 * Queues);

        // After a burst, too.
        foreach (var ring in rings)
        {
            Fill(ring, 4096);
            Drain(ring);
        }

        Assert.InRange(_pages.InMemory, 1, 128 * Queues);
        Assert.Equal(0, _pages.Paged);
    }

    /// <summary>One message after the other, of a few that are there, writes again where others were.</summary>
    [Fact]
    public void A_short_queue_stays_short_however_many_went_through_it()
    {
        var ring = Ring(10 * BytesEach);
        for (var i = 0; i < 100_000; i++)
        {
            Fill(ring, BytesEach);
            Assert.True(ring.TryPeek(out _));
            ring.Dequeue();
        }

        Assert.InRange(_pages.InMemory, 1, 128);
    }

    private EntryRing<QueueEntry, EntryCodec> Ring(int bytes)
    {
        var ring = new EntryRing<QueueEntry, EntryCodec>(_pages);
        Fill(ring, bytes);
        return ring;
    }

    private long _lsn;

    // Each lies so far from the one before that it takes two bytes.
    private void Fill(EntryRing<QueueEntry, EntryCodec> ring, int bytes)
    {
        for (var i = 0; i < bytes / BytesEach; i++)
        {
            ring.Enqueue(new QueueEntry(new MessageRef(_lsn += 4096, 0), 0, 0, 0));
        }
    }

    private static void Drain(EntryRing<QueueEntry, EntryCodec> ring)
    {
        while (ring.TryPeek(out _))
        {
            ring.Dequeue();
        }
    }
}

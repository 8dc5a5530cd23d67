using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;

namespace Waybill.Broker.Tests.Core;

public sealed class QueueStateTests
{
    private readonly QueueState _queue = new(1, "queue", new IndexPages(device: null, long.MaxValue, IndexSizes.Default));

    [Fact]
    public void What_comes_due_together_becomes_ready_by_thousands_and_the_rest_stays_due()
    {
        const int Count = 5_000;
        for (var i = 1; i <= Count; i++)
        {
            _queue.SetAside(new QueueEntry(new MessageRef(32L * i, 0), 0, 1, 0), due: 10);
        }

        _queue.Advance(10);
        Assert.InRange(_queue.Ready, 1_000, Count - 1);
        Assert.Equal((Count - _queue.Ready, 10L), (_queue.Delayed, _queue.NextDue));
        _queue.Advance(10);
        Assert.Equal((Count, 0L, null), (_queue.Ready, _queue.Delayed, _queue.NextDue));
    }

    [Fact]
    public void What_came_back_goes_out_in_its_old_place()
    {
        Add(10, 20, 30);
        var first = Lease();
        var second = Lease();
        Return(second);
        Return(first);
        Assert.Equal([10, 20, 30], Enumerable.Range(0, 3).Select(_ => Peeked()));
        Assert.False(_queue.TryPeekReady(out _));
    }

    [Fact]
    public void What_is_set_aside_comes_when_it_is_due_and_lets_others_pass()
    {
        Add(10, 20);
        var first = Lease();
        _queue.EndLease(first.Entry.Identity);
        _queue.SetAside(first.Entry, due: 500);
        Assert.Equal(500, _queue.NextDue);
        _queue.Advance(499);
        Assert.Equal((1, 1), (_queue.Ready, _queue.Delayed));
        _queue.Advance(500);
        Assert.Equal((2, 0), (_queue.Ready, _queue.Delayed));
        Assert.Null(_queue.NextDue);
        Assert.Equal([10, 20], Enumerable.Range(0, 2).Select(_ => Peeked()));
    }

    [Fact]
    public void What_is_parked_is_browsed_and_never_ready()
    {
        Add(10);
        var lease = Lease();
        _queue.EndLease(lease.Entry.Identity);
        _queue.Park(lease.Entry);
        Assert.False(_queue.TryPeekReady(out _));
        Assert.False(_queue.TryLease(this, 9, 0, out _));
        Assert.Equal([10L], _queue.Browse(5).Select(entry => entry.Message.Lsn));
        Assert.Equal((0, 0, 1), (_queue.Ready, _queue.Delayed, _queue.Parked));
    }

    [Fact]
    public void A_token_finds_its_lease_only_and_no_longer_than_it_lasts()
    {
        Add(10);
        var first = Lease();
        Return(first);
        var second = Lease();
        Assert.Null(_queue.FindLease(first.Token));
        Assert.Same(second, _queue.FindLease(second.Token));
        Assert.Equal((1, 2), (first.Entry.Acquired, second.Entry.Acquired));
    }

    [Fact]
    public void Leases_expire_by_their_deadline_unless_they_are_settling()
    {
        Add(10, 20, 30);
        Lease(deadline: 100);
        Lease(deadline: 200);
        Lease(deadline: 100).IsSettling = true;
        Assert.Empty(BrokerState.Expired(_queue, 99));
        Assert.Equal(10, Assert.Single(BrokerState.Expired(_queue, 199)).Entry.Message.Lsn);
        Assert.Equal([10, 20], BrokerState.Expired(_queue, 200).Select(lease => lease.Entry.Message.Lsn));
    }

    [Fact]
    public void A_purge_empties_the_queue_and_leaves_its_leases()
    {
        Add(10, 20, 30, 40);
        var held = Lease();
        Return(Lease());
        var aside = Lease();
        _queue.EndLease(aside.Entry.Identity);
        _queue.SetAside(aside.Entry, 100);
        _queue.Purge();
        Assert.Equal((0, 0, 1), (_queue.Ready, _queue.Delayed, _queue.InFlight));
        Assert.Same(held, _queue.FindLease(held.Token));
        Add(50);
        Assert.Equal(50, Peeked());
    }

    private long _epoch;

    private void Add(params ReadOnlySpan<long> positions)
    {
        foreach (var position in positions)
        {
            _queue.Add(new QueueEntry(new MessageRef(position, 0), 0, 0, 0));
        }
    }

    private Lease Lease(long deadline = 0)
    {
        Assert.True(_queue.TryLease(this, ++_epoch, deadline, out var lease));
        return lease;
    }

    private void Return(Lease lease)
    {
        _queue.EndLease(lease.Entry.Identity);
        _queue.Return(lease.Entry);
    }

    /// <summary>What a peek shows is what is leased.</summary>
    private long Peeked()
    {
        Assert.True(_queue.TryPeekReady(out var entry));
        Assert.Equal(entry.Message, Lease().Entry.Message);
        return entry.Message.Lsn;
    }
}

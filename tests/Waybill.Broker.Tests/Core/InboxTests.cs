using Waybill.Broker.Core;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Core;

public sealed class InboxTests
{
    private static readonly InboxKey s_key = new(1, 2);

    private readonly Inbox _inbox = new();
    private readonly Dictionary<long, InboxReservation> _answers = [];

    [Fact]
    public void One_lease_holds_a_key_and_may_ask_again()
    {
        Assert.Equal(InboxReservation.Reserved, Reserve(1));
        Assert.Equal(InboxReservation.Reserved, Reserve(1));
        Assert.Null(Reserve(2));
        Assert.Empty(_answers);
    }

    [Fact]
    public void A_reservation_goes_to_the_next_that_waits_when_its_lease_ends_without_a_claim()
    {
        Reserve(1);
        Reserve(2);
        Reserve(3);
        _inbox.End(Token(1));
        Assert.Equal(InboxReservation.Reserved, Assert.Single(_answers, pair => pair.Key == 2).Value);
        Assert.Single(_answers);
    }

    [Fact]
    public void A_waiter_whose_own_lease_ends_is_answered_and_waits_no_more()
    {
        Reserve(1);
        Reserve(2);
        Reserve(3);
        _inbox.End(Token(2));
        Assert.Equal(InboxReservation.StaleLease, _answers[2]);
        _inbox.End(Token(1));
        Assert.Equal(InboxReservation.Reserved, _answers[3]);
        _inbox.End(Token(3));
        Assert.Equal(InboxReservation.Reserved, Reserve(4));
    }

    [Fact]
    public void All_who_wait_hear_of_a_claim()
    {
        Reserve(1);
        Reserve(2);
        Reserve(3);
        _inbox.Claim(s_key, expiry: 100);
        _inbox.End(Token(1));
        Assert.Equal([InboxReservation.AlreadyClaimed, InboxReservation.AlreadyClaimed], _answers.Values);
        Assert.Equal(InboxReservation.AlreadyClaimed, Reserve(4));
    }

    [Fact]
    public void A_claim_is_forgotten_when_it_expires_and_not_before()
    {
        _inbox.Claim(s_key, expiry: 100);
        _inbox.Advance(99);
        Assert.Equal(InboxReservation.AlreadyClaimed, Reserve(1));
        _inbox.Advance(100);
        Assert.Equal(0, _inbox.ClaimedCount);
        Assert.Equal(InboxReservation.Reserved, Reserve(2));
    }

    [Fact]
    public void A_key_that_is_claimed_again_is_kept_for_its_later_expiry()
    {
        _inbox.Claim(s_key, expiry: 100);
        _inbox.Claim(s_key, expiry: 200);
        _inbox.Advance(150);
        Assert.Equal(InboxReservation.AlreadyClaimed, Reserve(1));
        _inbox.Advance(200);
        Assert.Equal(InboxReservation.Reserved, Reserve(1));
    }

    [Fact]
    public void Whoever_waits_at_the_end_is_turned_away()
    {
        Reserve(1);
        Reserve(2);
        _inbox.Close();
        Assert.Equal(InboxReservation.StaleLease, _answers[2]);
    }

    private InboxReservation? Reserve(long lease) => _inbox.Reserve(Token(lease), s_key, answer => _answers.Add(lease, answer));

    private static DeliveryToken Token(long lease) => new(lease, 0, lease);
}

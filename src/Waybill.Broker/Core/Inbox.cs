using Waybill.Transports;

namespace Waybill.Broker.Core;

/// <summary>
/// The keys of idempotent handlers: claimed ones until they expire, and those that a lease has reserved, with the leases that wait for them. A
/// reservation is volatile; a claim is the fold of outcome records.
/// </summary>
internal sealed class Inbox
{
    private readonly Dictionary<InboxKey, long> _claimed = [];
    private PriorityQueue<InboxKey, long>? _expiries;
    private readonly Dictionary<InboxKey, Reservation> _reserved = [];
    private readonly Dictionary<DeliveryToken, InboxKey> _keys = [];

    public int ClaimedCount => _claimed.Count;

    /// <summary>Asks for a key.</summary>
    /// <param name="token">The lease that asks; it must be alive.</param>
    /// <param name="key">The key.</param>
    /// <param name="answer">Called later, when another lease holds the key now.</param>
    /// <returns>The answer; null when it comes later.</returns>
    public InboxReservation? Reserve(DeliveryToken token, InboxKey key, Action<InboxReservation> answer)
    {
        if (_claimed.ContainsKey(key))
        {
            return InboxReservation.AlreadyClaimed;
        }

        if (!_reserved.TryGetValue(key, out var reservation))
        {
            _reserved.Add(key, new Reservation(token));
            _keys[token] = key;
            return InboxReservation.Reserved;
        }

        if (reservation.Holder == token)
        {
            return InboxReservation.Reserved;
        }

        reservation.Waiting.AddLast((token, answer));
        _keys[token] = key;
        return null;
    }

    /// <summary>A lease has ended: what it reserved goes to the next that waits, or, when its outcome claimed the key, all who wait hear of it.</summary>
    public void End(DeliveryToken token)
    {
        if (!_keys.Remove(token, out var key) || !_reserved.TryGetValue(key, out var reservation))
        {
            return;
        }

        if (reservation.Holder != token)
        {
            EndWaiting(reservation, token);
            return;
        }

        if (_claimed.ContainsKey(key))
        {
            _reserved.Remove(key);
            foreach (var (waiting, answer) in reservation.Waiting)
            {
                _keys.Remove(waiting);
                answer(InboxReservation.AlreadyClaimed);
            }

            return;
        }

        if (reservation.Waiting.First is not { } next)
        {
            _reserved.Remove(key);
            return;
        }

        reservation.Waiting.RemoveFirst();
        reservation.Holder = next.Value.Token;
        next.Value.Answer(InboxReservation.Reserved);
    }

    /// <summary>Remembers a key. The retention counts from the outcome's record, so a replay forgets at the same time.</summary>
    public void Claim(InboxKey key, long expiry)
    {
        _claimed[key] = expiry;
        (_expiries ??= new()).Enqueue(key, expiry);
    }

    /// <summary>The claimed keys, and when each is forgotten.</summary>
    public KeyValuePair<InboxKey, long>[] Claims() => [.. _claimed];

    /// <summary>Forgets what has expired.</summary>
    public void Advance(long now)
    {
        while (_expiries is not null && _expiries.TryPeek(out var key, out var expiry) && expiry <= now)
        {
            _expiries.Dequeue();
            // Claimed again since, the key has a later expiry of its own.
            if (_claimed.TryGetValue(key, out var last) && last <= now)
            {
                _claimed.Remove(key);
            }
        }
    }

    /// <summary>The broker stops: nobody who waits gets a key any more.</summary>
    public void Close()
    {
        foreach (var reservation in _reserved.Values)
        {
            foreach (var (_, answer) in reservation.Waiting)
            {
                answer(InboxReservation.StaleLease);
            }
        }

        _reserved.Clear();
        _keys.Clear();
    }

    private static void EndWaiting(Reservation reservation, DeliveryToken token)
    {
        for (var node = reservation.Waiting.First; node is not null; node = node.Next)
        {
            if (node.Value.Token == token)
            {
                reservation.Waiting.Remove(node);
                node.Value.Answer(InboxReservation.StaleLease);
                return;
            }
        }
    }

    private sealed class Reservation(DeliveryToken holder)
    {
        public DeliveryToken Holder { get; set; } = holder;

        public LinkedList<(DeliveryToken Token, Action<InboxReservation> Answer)> Waiting { get; } = new();
    }
}

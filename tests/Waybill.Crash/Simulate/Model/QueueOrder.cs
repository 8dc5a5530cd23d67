namespace Waybill.Crash.Simulate.Model;

/// <summary>
/// What is known of a queue's order. Messages keep the places that they came in, also those that come back: so no message that was seen before and is ready is
/// overtaken by one behind it.
/// </summary>
internal sealed class QueueOrder
{
    // By who was seen first: what was never seen stands behind all that were.
    private readonly Dictionary<Copy, long> _places = [];
    private readonly HashSet<Copy> _ready = [];
    private long _lastNew = -1;
    private long _next;

    /// <summary>A message was handed out.</summary>
    /// <param name="copy">The message.</param>
    /// <param name="isNew">Whether it was never handed out before, from any queue.</param>
    /// <returns>What is wrong with that; null when nothing is.</returns>
    public string? Show(Copy copy, bool isNew)
    {
        _ready.Remove(copy);
        if (!_places.TryGetValue(copy, out var place))
        {
            place = _next++;
            _places.Add(copy, place);
        }

        if (isNew && copy.IsOrdered)
        {
            if (_lastNew > copy.Number)
            {
                return $"it comes behind {_lastNew}";
            }

            _lastNew = copy.Number;
        }

        foreach (var other in _ready)
        {
            if (_places[other] < place)
            {
                return $"it overtakes {other.Number}, which is ready";
            }
        }

        return null;
    }

    /// <summary>A message that was handed out before waits in its place again.</summary>
    public void Return(Copy copy)
    {
        if (_places.ContainsKey(copy))
        {
            _ready.Add(copy);
        }
    }

    /// <summary>A message is somewhere else now.</summary>
    public void Forget(Copy copy)
    {
        _places.Remove(copy);
        _ready.Remove(copy);
    }

    /// <summary>Whether it was handed out before.</summary>
    public bool Knows(Copy copy) => _places.ContainsKey(copy);

    /// <summary>The process has ended: who is ready is for the next one to say.</summary>
    public void Crash() => _ready.Clear();
}

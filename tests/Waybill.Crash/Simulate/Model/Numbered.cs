namespace Waybill.Crash.Simulate.Model;

/// <summary>A number of a producer's, and what was published with it.</summary>
/// <param name="Sequence">The number.</param>
/// <param name="Message">The message's own number.</param>
/// <param name="ToBoth">Whether it went to both queues.</param>
/// <param name="Change">Its record.</param>
/// <param name="Copies">Its message's copies.</param>
internal sealed record Numbered(long Sequence, long Message, bool ToBoth, Change Change, IReadOnlyList<Copy> Copies)
{
    /// <summary>Whether it is known that nothing was stored.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Whether it is known that its message is stored.</summary>
    public bool IsCertain => !IsRefused && Copies.Any(copy => copy.IsCertain(Change));

    /// <summary>Nothing was stored.</summary>
    public void Refuse() => IsRefused = true;
}

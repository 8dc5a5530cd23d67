using Waybill.Crash.Simulate.Model;
using Waybill.Transports;

namespace Waybill.Crash.Simulate;

/// <summary>A publish that the broker took and has not answered yet.</summary>
/// <param name="Change">Its record.</param>
/// <param name="Copies">Its messages' copies.</param>
/// <param name="Bytes">How much it publishes.</param>
/// <param name="Waits">Whether it may wait for room.</param>
/// <param name="Receipt">Its answer.</param>
internal sealed record Publishing(Change Change, IReadOnlyList<Copy> Copies, int Bytes, bool Waits, ValueTask<PublishReceipt> Receipt)
{
    /// <summary>Its producer, and its number there; null: it has none.</summary>
    public (Producer Producer, Numbered Numbered)? Number { get; init; }

    public long Message => Copies[0].Number;

    /// <summary>Why nothing was stored; null when it was.</summary>
    public Exception? Failure => Receipt.IsCompletedSuccessfully ? null : Receipt.AsTask().Exception?.InnerException;
}

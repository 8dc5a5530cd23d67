namespace Waybill.Crash.Simulate.Model;

/// <summary>What one record of the journal does to one copy or more: all of it is there after a crash, or nothing.</summary>
/// <param name="isFlushed">Whether it outlives a power cut once it is known; otherwise a kill.</param>
internal sealed class Change(bool isFlushed)
{
    public bool IsFlushed => isFlushed;

    /// <summary>Whether a later process found it; null as long as nobody has looked.</summary>
    public bool? WasFound { get; set; }
}

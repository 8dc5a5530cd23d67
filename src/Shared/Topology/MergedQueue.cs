namespace Waybill.Topologies;

/// <summary>A queue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Durable">Whether its messages survive a restart.</param>
/// <param name="DeadLetter">The queue that takes its dead letters; null for one that serves as a dead-letter queue.</param>
/// <param name="Lease">How long a delivery stays leased without being renewed.</param>
internal sealed record MergedQueue(string Name, bool Durable, string? DeadLetter, TimeSpan Lease)
{
    /// <summary>What the bytes of a message are whose producer does not say it.</summary>
    public MessageFormat Accept { get; init; }
}

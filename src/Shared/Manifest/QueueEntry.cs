namespace Waybill.Manifests;

/// <summary>A declared queue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Durable">Whether its messages survive a restart.</param>
/// <param name="DeadLetter">The queue named for its dead letters; null when none is named.</param>
/// <param name="Lease">How long a delivery stays leased without being renewed: a duration.</param>
/// <param name="Ephemeral">Why losing its messages is acceptable; null when nobody said so.</param>
internal sealed record QueueEntry(string Name, bool Durable, string? DeadLetter, string Lease, string? Ephemeral)
{
    /// <summary>The attribute's default.</summary>
    public const string DefaultLease = "30s";

    /// <summary>What the bytes of a message are whose producer does not say it.</summary>
    public MessageFormat Accept { get; init; }
}

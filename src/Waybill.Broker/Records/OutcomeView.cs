using Waybill.Broker.Core;
using Waybill.Transports;

namespace Waybill.Broker.Records;

/// <summary>An outcome where it lies in its record.</summary>
internal readonly ref struct OutcomeView
{
    public required OutcomeCode Code { get; init; }

    public required int Queue { get; init; }

    /// <summary>Which entry of the queue is settled; see <see cref="QueueEntry.Identity"/>.</summary>
    public required MessageRef Message { get; init; }

    /// <summary>When a retried message is due, in milliseconds since 1970.</summary>
    public required long Due { get; init; }

    /// <summary>Where a dead letter goes.</summary>
    public required int DeadLetterQueue { get; init; }

    /// <summary>A dead letter's whole history; see <see cref="DeathCodec"/>.</summary>
    public required ReadOnlySpan<byte> Deaths { get; init; }

    public required InboxKey? InboxKey { get; init; }

    /// <summary>When the inbox forgets the key, in milliseconds since 1970.</summary>
    public required long InboxExpiry { get; init; }

    public required int PublishCount { get; init; }

    public required ReadOnlySpan<byte> Publishes { get; init; }
}

using Waybill.Runtime.Retry;

namespace Waybill.Runtime.Dispatch;

/// <summary>What holds for one message type in one queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="MessageType">The message type's name on the wire.</param>
/// <param name="Timeout">After this long a call is cancelled and its attempt counts as failed.</param>
/// <param name="Retry">When a failed message is tried again.</param>
/// <param name="InboxRetention">How long the key of an idempotent handler is remembered; null for a handler that is not idempotent.</param>
/// <param name="Discards">Whether a message that failed for good is dropped instead of dead-lettered.</param>
internal sealed record HandlerPolicy(
    string Queue,
    string MessageType,
    TimeSpan Timeout,
    RetryPolicy Retry,
    TimeSpan? InboxRetention,
    bool Discards
)
{
    /// <summary>What the bytes of a message are whose producer does not say it.</summary>
    public MessageFormat Accept { get; init; }
}

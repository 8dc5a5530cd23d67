namespace Waybill.Transports;

/// <summary>A copy of a message in a queue.</summary>
/// <param name="Position">The position of the record that holds it.</param>
/// <param name="MessageId">Its id.</param>
/// <param name="MessageType">Its type's name on the wire.</param>
/// <param name="RoutingKey">Its routing key.</param>
/// <param name="Body">Its bytes.</param>
/// <param name="PublishedAt">When it was published.</param>
/// <param name="Failed">How many attempts failed in this queue.</param>
/// <param name="Headers">The application's headers.</param>
/// <param name="Deaths">Its history, newest last; empty when it never died.</param>
public sealed record StoredMessage(
    long Position,
    Guid MessageId,
    string MessageType,
    string RoutingKey,
    ReadOnlyMemory<byte> Body,
    DateTimeOffset PublishedAt,
    int Failed,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyList<Death> Deaths
)
{
    /// <summary>
    /// What of it cannot be read, and why; null when all of it can. Where it is the message itself, only <see cref="Position"/> and <see cref="Failed"/> are known, and
    /// the rest is empty.
    /// </summary>
    public string? Damage { get; init; }
}

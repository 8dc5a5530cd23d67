namespace Waybill.Transports;

/// <summary>
/// Encoded messages that become durable together: a batch publish, or a delivery's outbox. The transport owns the buffer, and routes when a message is
/// added. Not thread-safe.
/// </summary>
public abstract class OutgoingBatch : IDisposable
{
    /// <summary>How many messages were added, those that no queue receives included.</summary>
    public abstract int Count { get; }

    /// <summary>Routes and adds a message.</summary>
    /// <returns>How many queues will receive it. 0: it was not added to the buffer, unless it is mandatory.</returns>
    /// <exception cref="UnroutableMessageException">The message's type is mandatory and no queue receives it.</exception>
    public abstract int Add(in OutgoingMessage message);

    /// <summary>Returns the buffer. Not to be called after the batch was handed over in a publish or an outcome.</summary>
    public abstract void Dispose();
}

namespace Waybill;

/// <summary>One delivery as its handler and middleware see it. Not thread-safe; valid until the handler's task ends.</summary>
public abstract class MessageContext
{
    /// <summary>The message's id (header <c>waybill-id</c>).</summary>
    public abstract Guid MessageId { get; }

    /// <summary>The message type's name on the wire.</summary>
    public abstract string MessageType { get; }

    /// <summary>The decoded message.</summary>
    public abstract IMessage Message { get; }

    /// <summary>The queue that the delivery came from.</summary>
    public abstract string Queue { get; }

    /// <summary>The routing key that the message was published under.</summary>
    public abstract string RoutingKey { get; }

    /// <summary>Which attempt this is, from 1: one more than the attempts that failed. A crash between an attempt's failure and its record repeats the number.</summary>
    public abstract int Attempt { get; }

    /// <summary>When the message was published.</summary>
    public abstract DateTimeOffset PublishedAt { get; }

    /// <summary>The application's headers.</summary>
    public abstract IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Cancelled when the handler's timeout passes, its lease reaches the cap, or the host stops waiting for it.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>The delivery's services; the scope is made when this is first read, and not at all when only singletons are used.</summary>
    public abstract IServiceProvider Services { get; }

    /// <summary>The host's services: singletons only.</summary>
    public abstract IServiceProvider ApplicationServices { get; }

    /// <summary>The outbox: what is published here becomes durable together with the settlement, or not at all.</summary>
    public abstract IMessageBus Bus { get; }

    /// <summary>Publishes a message of any type with the settlement.</summary>
    public abstract void Publish(IMessage message);
}

using System.ComponentModel;

namespace Waybill.Generated;

/// <summary>How one queue's handler is called for one message type. Written by the generator; thread-safe.</summary>
/// <typeparam name="TMessage">The handled message type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MessageHandler<TMessage>
    where TMessage : IMessage<TMessage>
{
    /// <summary>The services that a call resolves. When all of them are singletons, a delivery needs no scope.</summary>
    public virtual ReadOnlySpan<Type> Services => [];

    /// <summary>Whether user code can reach <see cref="MessageContext.Services"/>, and so may ask for what <see cref="Services"/> does not list.</summary>
    public virtual bool SeesContext => false;

    /// <summary>The services without which a call, or making the handler, would fail: the host's start checks that they are there.</summary>
    public virtual IReadOnlyList<RequiredService> RequiredServices => [];

    /// <summary>The services that a singleton handler is made with: the host's start checks that none of them is scoped.</summary>
    public virtual IReadOnlyList<KeptService> KeptServices => [];

    /// <summary>Calls middleware and handler; publishes what the handler returns through the context.</summary>
    public abstract ValueTask InvokeAsync(TMessage message, MessageContext context);

    /// <summary>The idempotency key's value; null where the handler names no property and the message id is the key.</summary>
    public virtual string? GetIdempotencyKey(TMessage message) => null;

    /// <summary>Whether an exception of the handler may be tried again.</summary>
    public virtual bool ShouldRetry(Exception exception) => true;
}

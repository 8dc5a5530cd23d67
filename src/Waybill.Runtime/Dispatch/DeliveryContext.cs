using Microsoft.Extensions.DependencyInjection;
using Waybill.Runtime.Outbox;
using Waybill.Runtime.Publishing;
using Waybill.Transports;

namespace Waybill.Runtime.Dispatch;

/// <summary>One delivery as its handler sees it. The outbox and the scope are made when they are first asked for.</summary>
internal abstract class DeliveryContext(HeldDelivery held, HandlerPolicy policy, ConsumerEnvironment environment, bool singletonsOnly)
    : MessageContext
{
    private IReadOnlyDictionary<string, string>? _headers;
    private AsyncServiceScope? _scope;
    private OutboxMessageBus? _outbox;
    private bool _ended;
    private bool _outboxEnded;

    /// <summary>What the handler threw; null as long as it did not.</summary>
    public Exception? Thrown { get; set; }

    public override Guid MessageId => held.Delivery.MessageId;

    public override string MessageType => policy.MessageType;

    public override string Queue => policy.Queue;

    public override string RoutingKey => held.Delivery.RoutingKey;

    public override int Attempt => held.Delivery.Failed + 1;

    public override DateTimeOffset PublishedAt => held.Delivery.PublishedAt;

    public override IReadOnlyDictionary<string, string> Headers => _headers ??= ApplicationHeaders.Of(held.Delivery.Headers);

    public override CancellationToken CancellationToken => held.CancellationToken;

    public override IServiceProvider ApplicationServices => environment.Services;

    public override IServiceProvider Services => singletonsOnly ? environment.Services : Scope().ServiceProvider;

    public override IMessageBus Bus => Outbox;

    private OutboxMessageBus Outbox => Volatile.Read(ref _outbox) ?? CreateOutbox();

    public override void Publish(IMessage message) => Outbox.Publish(message);

    /// <summary>Ends the scope. What its services publish as they are disposed still belongs to the delivery.</summary>
    public ValueTask EndScopeAsync()
    {
        _ended = true;
        var scope = _scope;
        _scope = null;
        return scope is { } open ? open.DisposeAsync() : default;
    }

    /// <summary>Ends the outbox and gives what was published, to go along with the completion.</summary>
    public OutgoingBatch? TakeOutbox()
    {
        EndOutbox();
        return _outbox?.TakeForCompletion();
    }

    /// <summary>Ends the outbox; what was published in this attempt never happened.</summary>
    public void DropOutbox()
    {
        EndOutbox();
        _outbox?.Drop();
    }

    // A task that the handler left behind may ask for its first outbox just now: it sees the end, or the end sees its outbox.
    private void EndOutbox() => Interlocked.Exchange(ref _outboxEnded, true);

    private OutboxMessageBus CreateOutbox()
    {
        var made = new OutboxMessageBus(environment.Session, policy.Queue);
        if (Interlocked.CompareExchange(ref _outbox, made, null) is { } other)
        {
            return other;
        }

        if (Volatile.Read(ref _outboxEnded))
        {
            made.Drop();
        }

        return made;
    }

    private AsyncServiceScope Scope()
    {
        if (_scope is { } open)
        {
            return open;
        }

        if (_ended)
        {
            throw new InvalidOperationException(
                $"The delivery of queue '{policy.Queue}' has ended, and its services with it. Await everything before the handler returns."
            );
        }

        var scope = environment.Scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentDelivery>().Outbox = Outbox;
        _scope = scope;
        return scope;
    }
}

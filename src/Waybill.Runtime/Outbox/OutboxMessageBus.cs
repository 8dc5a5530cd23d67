using Waybill.Runtime.Publishing;
using Waybill.Transports;

namespace Waybill.Runtime.Outbox;

/// <summary>
/// The bus inside one delivery: what is published goes into a batch that the delivery's completion takes along, or is dropped. For one thread at a time;
/// a second one is found and refused rather than left to mix bytes, and so is a publish after the end.
/// </summary>
internal sealed class OutboxMessageBus(PublishSession session, string queue) : IMessageBus
{
    private const int Idle = 0;
    private const int Busy = 1;
    private const int Closed = 2;

    /// <summary>Busy, and closed as soon as the thread inside leaves.</summary>
    private const int Closing = 3;

    private OutgoingBatch? _batch;
    private bool _broken;
    private int _state;

    public ValueTask<PublishReceipt> PublishAsync<T>(
        T message,
        PublishOptions? options = null,
        CancellationToken cancellationToken = default
    )
        where T : IMessage<T>
    {
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        return Append(session.Routes.OfType(T.Descriptor), new TypedMessage<T>(message), options);
    }

    public ValueTask<PublishReceipt> SendAsync<T>(
        string queue,
        T message,
        PublishOptions? options = null,
        CancellationToken cancellationToken = default
    )
        where T : IMessage<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(queue);
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        return Append(session.Routes.OfQueue(queue, T.Descriptor), new TypedMessage<T>(message), options);
    }

    public ValueTask<PublishReceipt> PublishBatchAsync<T>(
        ReadOnlyMemory<T> messages,
        PublishOptions? options = null,
        CancellationToken cancellationToken = default
    )
        where T : IMessage<T>
    {
        BatchRules.Check(messages.Span, options);
        cancellationToken.ThrowIfCancellationRequested();
        var route = session.Routes.OfType(T.Descriptor);
        var fewest = messages.IsEmpty ? 0 : int.MaxValue;
        var complete = false;
        Enter();
        var before = _batch?.Count ?? 0;
        try
        {
            foreach (var message in messages.Span)
            {
                fewest = Math.Min(fewest, session.Add(Batch(), new TypedMessage<T>(message), route, options));
            }

            complete = true;
            return new(Receipt(route, options, fewest));
        }
        finally
        {
            // Half of an all-or-none batch is in the outbox and cannot be taken out: this delivery must not complete.
            _broken |= !complete && _batch?.Count > before;
            Leave();
        }
    }

    /// <summary>Publishes a message of any type.</summary>
    public void Publish(IMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var untyped = new UntypedMessage(message);
        var route = session.Routes.OfType(untyped.Descriptor);
        Enter();
        try
        {
            session.Add(Batch(), untyped, route, options: null);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Ends the outbox and gives what it holds; the caller owns it. Null when nothing was published.</summary>
    /// <exception cref="InvalidOperationException">A batch is half in, or another thread is publishing.</exception>
    public OutgoingBatch? TakeForCompletion()
    {
        if (!TryClose())
        {
            // A task that was left behind made this outbox too late, and closed it itself.
            if (Volatile.Read(ref _state) == Closed && _batch is null)
            {
                return null;
            }

            throw new InvalidOperationException(
                $"The handler of queue '{queue}' ended while another thread still published through its bus. Await every publish before returning."
            );
        }

        if (_broken)
        {
            _batch?.Dispose();
            throw new InvalidOperationException(
                $"The handler of queue '{queue}' went on after a PublishBatchAsync that failed half-way, so its delivery cannot complete. "
                    + "Let that exception end the attempt."
            );
        }

        if (_batch is { Count: 0 })
        {
            _batch.Dispose();
            return null;
        }

        return _batch;
    }

    /// <summary>Ends the outbox and drops what it holds.</summary>
    public void Drop()
    {
        // A thread that still publishes keeps the buffer until it leaves; nothing that it adds is ever published.
        while (true)
        {
            if (TryClose())
            {
                _batch?.Dispose();
                return;
            }

            if (Interlocked.CompareExchange(ref _state, Closing, Busy) is not Idle)
            {
                return;
            }
        }
    }

    private ValueTask<PublishReceipt> Append<T>(PublishRoute route, T message, PublishOptions? options)
        where T : struct, IEncodable
    {
        Enter();
        try
        {
            return new(Receipt(route, options, session.Add(Batch(), message, route, options)));
        }
        finally
        {
            Leave();
        }
    }

    private OutgoingBatch Batch() => _batch ??= session.Transport.CreateBatch();

    private static PublishReceipt Receipt(PublishRoute route, PublishOptions? options, int destinations) =>
        new(0, PublishSession.Effective(route, options), destinations, Duplicate: false);

    private void Enter()
    {
        var state = Interlocked.CompareExchange(ref _state, Busy, Idle);
        if (state != Idle)
        {
            throw new InvalidOperationException(
                state == Busy
                    ? $"Two threads publish at once through the bus of one delivery of queue '{queue}'. Await one publish before the next."
                    : $"The delivery of queue '{queue}' has ended, and its bus with it. "
                        + "Publish before the handler returns, or take IDirectMessageBus where no delivery is."
            );
        }
    }

    private void Leave()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Busy) == Closing)
        {
            _batch?.Dispose();
            Volatile.Write(ref _state, Closed);
        }
    }

    private bool TryClose() => Interlocked.CompareExchange(ref _state, Closed, Idle) == Idle;
}

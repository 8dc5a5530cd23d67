using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Waybill.Runtime.Telemetry;
using Waybill.Transports;

namespace Waybill.Runtime.Dispatch;

/// <summary>
/// Consumes one queue: buffers its deliveries and runs up to <see cref="QueueSettings.Concurrency"/> of them at once. A worker starts when there is work and a
/// place for it, and ends when the buffer is empty. Every delivery is handed back with an outcome, whatever happens. The buffer is as long as
/// the transport's prefetch.
/// </summary>
internal sealed class QueueConsumer : IDeliverySink, IThreadPoolWorkItem, IAsyncDisposable
{
    // A delivery that met a fault of our own waits this long, so that it cannot spin; the attempt counts, so that it cannot go on for ever.
    private static readonly TimeSpan s_faultDelay = TimeSpan.FromSeconds(1);

    // The first ten are a few dozen instructions each, the others yield the processor.
    private const int HandoverSpins = 20;

    private readonly QueueSettings _settings;
    private readonly FrozenDictionary<string, HandlerPipeline> _pipelines;
    private readonly ConsumerEnvironment _environment;
    private readonly ConcurrentQueue<HeldDelivery> _buffer = new();
    private readonly HeldDeliveries _held;
    private readonly RunningCalls _calls;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReceiver? _receiver;
    private LeaseRenewal? _renewal;
    private IHandover? _handover;
    private int _workers;
    private volatile bool _stopping;

    public QueueConsumer(QueueSettings settings, IEnumerable<HandlerPipeline> pipelines, ConsumerEnvironment environment)
    {
        _settings = settings;
        _pipelines = pipelines.ToFrozenDictionary(pipeline => pipeline.MessageType, StringComparer.Ordinal);
        _environment = environment;
        _held = new HeldDeliveries(settings.Prefetch);
        _calls = new RunningCalls(settings.Concurrency, environment.TimeProvider, OnCallBegun);
    }

    /// <summary>Completes once <see cref="Stop"/> was called and no handler runs any more.</summary>
    public Task Drained => _drained.Task;

    public QueueSettings Settings => _settings;

    /// <summary>How many calls are running.</summary>
    public int Running => Volatile.Read(ref _workers);

    public void Start()
    {
        var receiver = _environment.Transport.Subscribe(
            new ReceiverOptions(_settings.Queue, _settings.Prefetch, _settings.PrefetchBytes)
            {
                Handover = !_pipelines.Values.Any(pipeline => pipeline.ReservesKeys),
            },
            this
        );
        _handover = receiver.Handover;
        _renewal = new LeaseRenewal(_settings, _environment, _held, receiver);
        // Deliveries may have come while the subscription was still being made; without a receiver nobody could settle them.
        Interlocked.Exchange(ref _receiver, receiver);
        for (var i = 0; i < _settings.Concurrency; i++)
        {
            StartWorker();
        }
    }

    /// <summary>Takes nothing more and hands back what has not begun. Handlers that run go on.</summary>
    public void Stop()
    {
        _stopping = true;
        // Whoever adds to the buffer or leaves looks at the flag afterwards; this side must not look at them before the flag is seen.
        Interlocked.MemoryBarrier();
        _receiver?.Stop();
        ReleaseBuffer();
        SignalIfDrained();
    }

    /// <summary>Cancels the handlers that run: the host waits no longer.</summary>
    public void CancelRunning()
    {
        foreach (var held in _held.Slots)
        {
            held?.Cancel(CancelReason.Shutdown);
        }

        // What was handed over is held by nobody but its call.
        _calls.Cancel(CancelReason.Shutdown);
    }

    public async ValueTask DisposeAsync()
    {
        if (_renewal is not null)
        {
            await _renewal.DisposeAsync().ConfigureAwait(false);
        }

        if (_receiver is not null)
        {
            await _receiver.DisposeAsync().ConfigureAwait(false);
        }

        await _calls.DisposeAsync().ConfigureAwait(false);

        // What a handler that was left behind still uses is not taken from under it.
        if (Drained.IsCompleted)
        {
            foreach (var pipeline in _pipelines.Values)
            {
                await pipeline.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    void IDeliverySink.OnDeliveries(ReadOnlySpan<Delivery> deliveries)
    {
        var now = _environment.TimeProvider.GetTimestamp();
        foreach (var delivery in deliveries)
        {
            _buffer.Enqueue(_held.Add(delivery, now));
            StartWorker();
        }

        if (_stopping)
        {
            ReleaseBuffer();
        }
    }

    // Nobody is started where somebody looks for work, or is about to: a worker that gets busy starts the next one itself. So a steady stream of messages does not
    // cost a work item each.
    void IDeliverySink.OnHandover()
    {
        if (Volatile.Read(ref _workers) <= _calls.Count)
        {
            StartWorker();
        }
    }

    void IDeliverySink.OnSettled(DeliveryToken token, SettlementResult result)
    {
        if (!_held.Remove(token, out var held))
        {
            return;
        }

        if (result == SettlementResult.StaleLease)
        {
            DeliveryLog.Stale(_environment.Logger, _settings.Queue, held.Outcome, held.Delivery.MessageType, held.Delivery.MessageId);
            return;
        }

        _environment.Metrics.Settled(_settings.Queue, held.Delivery.MessageType, held.Outcome);
    }

    bool IDeliverySink.StillHolds(DeliveryToken token)
    {
        if (!_held.TryFind(token, out var held) || held.IsAbandoned)
        {
            return false;
        }

        // The timer that watches the cap may be as late as the renewals.
        LeaseRenewal.EndAtCap(held, _settings, _environment);
        return true;
    }

    void IDeliverySink.OnLeaseLost(DeliveryToken token)
    {
        if (_held.Remove(token, out var held))
        {
            held.LoseLease();
            DeliveryLog.LeaseLost(_environment.Logger, _settings.Queue, held.Delivery.MessageType, held.Delivery.MessageId);
        }
    }

    void IDeliverySink.OnFaulted(Exception exception)
    {
        _stopping = true;
        Interlocked.MemoryBarrier();
        _buffer.Clear();
        _environment.OnFaulted(exception);
        SignalIfDrained();
    }

    void IThreadPoolWorkItem.Execute() => _ = WorkAsync();

    private void StartWorker()
    {
        if (TryEnter())
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void OnCallBegun()
    {
        if (_handover is { IsEmpty: false } && Volatile.Read(ref _workers) <= _calls.Count)
        {
            StartWorker();
        }
    }

    private async Task WorkAsync()
    {
        do
        {
            var place = _calls.Enter();
            while (true)
            {
                if (_buffer.TryDequeue(out var held))
                {
                    Settle(held, await RunAsync(held, place).ConfigureAwait(false));
                }
                else if (TryTakeHandover() is { } taken)
                {
                    SettleHandover(taken, await RunAsync(taken, place).ConfigureAwait(false));
                }
                else if (!SpinForHandover())
                {
                    break;
                }
            }

            place.Leave();
            Interlocked.Decrement(ref _workers);
            // A delivery that came between the last look and the leaving found every place taken, and started nobody.
        } while (TryEnter());

        SignalIfDrained();
    }

    private bool HasWork => !_buffer.IsEmpty || (!_stopping && _handover is { IsEmpty: false });

    // To leave and be started again costs more than a message; the publisher may be about to bring the next one.
    private bool SpinForHandover()
    {
        var spin = new SpinWait();
        for (var i = 0; i < HandoverSpins && _handover is not null && !_stopping; i++)
        {
            spin.SpinOnce(sleep1Threshold: -1);
            if (HasWork)
            {
                return true;
            }
        }

        return false;
    }

    private HeldDelivery? TryTakeHandover() =>
        !_stopping && _handover is { } handover && handover.TryTake(out var delivery)
            ? new HeldDelivery(delivery, HeldDelivery.NoSlot, arrived: 0)
            : null;

    private bool TryEnter()
    {
        while (Volatile.Read(ref _receiver) is not null && HasWork)
        {
            var workers = Volatile.Read(ref _workers);
            if (workers >= _settings.Concurrency)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _workers, workers + 1, workers) == workers)
            {
                return true;
            }
        }

        return false;
    }

    private ValueTask<Outcome> RunAsync(HeldDelivery held, RunningCalls.Place place)
    {
        if (_stopping)
        {
            return new ValueTask<Outcome>(OutcomeFactory.Release(held.Delivery));
        }

        var delivery = held.Delivery;
        if (!_pipelines.TryGetValue(delivery.MessageType, out var pipeline))
        {
            DeliveryLog.UnhandledType(_environment.Logger, _settings.Queue, delivery.MessageType, delivery.MessageId);
            return new ValueTask<Outcome>(OutcomeFactory.UnhandledType(delivery));
        }

        return RunAsync(pipeline, held, place);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "No fault may lose a delivery.")]
    private ValueTask<Outcome> RunAsync(HandlerPipeline pipeline, HeldDelivery held, RunningCalls.Place place)
    {
        try
        {
            var running = pipeline.RunAsync(held, place);
            return running.IsCompletedSuccessfully ? running : GuardAsync(held.Delivery, running);
        }
        catch (Exception exception)
        {
            return new ValueTask<Outcome>(Fault(held.Delivery, exception));
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "No fault may lose a delivery.")]
    private async ValueTask<Outcome> GuardAsync(Delivery delivery, ValueTask<Outcome> running)
    {
        try
        {
            return await running.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            return Fault(delivery, exception);
        }
    }

    private Outcome Fault(Delivery delivery, Exception exception)
    {
        DeliveryLog.InternalFault(_environment.Logger, _settings.Queue, delivery.MessageType, delivery.MessageId, exception);
        return new Outcome
        {
            Token = delivery.Token,
            Kind = OutcomeKind.Retry,
            Delay = s_faultDelay,
            Exception = exception,
        };
    }

    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "A closed transport hands the message out again."
    )]
    private void Settle(HeldDelivery held, Outcome outcome)
    {
        held.BeginSettling(outcome.Kind);
        try
        {
            _receiver!.Settle(outcome);
        }
        catch (Exception exception)
        {
            held.Abandon();
            DeliveryLog.NotSettled(
                _environment.Logger,
                _settings.Queue,
                outcome.Kind,
                held.Delivery.MessageType,
                held.Delivery.MessageId,
                exception
            );
        }
    }

    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "A closed transport has no more use for a message in memory."
    )]
    private void SettleHandover(HeldDelivery held, Outcome outcome)
    {
        var delivery = held.Delivery;
        try
        {
            if (outcome is { Kind: OutcomeKind.Complete, Outgoing: null })
            {
                _handover!.Complete(delivery);
            }
            else
            {
                _handover!.Settle(delivery, outcome);
            }

            // There is no lease that could be stale, and so no answer to wait for.
            _environment.Metrics.Settled(_settings.Queue, delivery.MessageType, outcome.Kind);
        }
        catch (Exception exception)
        {
            DeliveryLog.NotSettled(_environment.Logger, _settings.Queue, outcome.Kind, delivery.MessageType, delivery.MessageId, exception);
        }
    }

    private void ReleaseBuffer()
    {
        while (_receiver is not null && _buffer.TryDequeue(out var held))
        {
            Settle(held, OutcomeFactory.Release(held.Delivery));
        }
    }

    private void SignalIfDrained()
    {
        if (_stopping && Volatile.Read(ref _workers) == 0)
        {
            _drained.TrySetResult();
        }
    }
}

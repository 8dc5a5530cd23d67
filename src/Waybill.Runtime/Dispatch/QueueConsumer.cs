using System.Collections.Concurrent;
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
    // The first ten are a few dozen instructions each, the others yield the processor.
    private const int HandoverSpins = 20;

    private readonly QueueSettings _settings;
    private readonly DeliveryRunner _runner;
    private readonly ConsumerEnvironment _environment;
    private readonly ConcurrentQueue<HeldDelivery> _buffer = new();
    private readonly HeldDeliveries _held;
    private readonly RunningCalls _calls;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReceiver? _receiver;
    private LeaseRenewal? _renewal;
    private IHandover? _handover;
    private DeliverySettler? _settler;
    private int _workers;
    private volatile bool _stopping;

    public QueueConsumer(QueueSettings settings, IEnumerable<HandlerPipeline> pipelines, ConsumerEnvironment environment)
    {
        _settings = settings;
        _runner = new DeliveryRunner(settings.Queue, pipelines, environment);
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
            new ReceiverOptions(_settings.Queue, _settings.Prefetch, _settings.PrefetchBytes) { Handover = !_runner.ReservesKeys },
            this
        );
        _handover = receiver.Handover;
        _renewal = new LeaseRenewal(_settings, _environment, _held, receiver);
        _receiver = receiver;
        // Deliveries may have come while the subscription was still being made; without this nobody could settle them.
        Interlocked.Exchange(ref _settler, new DeliverySettler(_settings.Queue, receiver, _environment));
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
            await _runner.DisposeAsync().ConfigureAwait(false);
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
        if (MayNeedWorker())
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

        var (type, id) = (held.Delivery.MessageType, held.Delivery.MessageId);
        switch (result)
        {
            case SettlementResult.StaleLease:
                DeliveryLog.Stale(_environment.Logger, _settings.Queue, held.Outcome, type, id);
                break;
            case SettlementResult.NotStored:
                DeliveryLog.NotStored(_environment.Logger, _settings.Queue, held.Outcome, type, id);
                break;
            default:
                _environment.Metrics.Settled(_settings.Queue, type, held.Outcome);
                break;
        }
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
        SignalIfDrained();
        _environment.OnFaulted(exception);
    }

    void IThreadPoolWorkItem.Execute() => _ = WorkAsync();

    private void StartWorker()
    {
        if (TryEnter())
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    // How many calls run is written for every message: it is looked at only where another worker may be started.
    private bool MayNeedWorker() =>
        Volatile.Read(ref _workers) is var workers && workers < _settings.Concurrency && workers <= _calls.Count;

    private void OnCallBegun()
    {
        if (_handover is { IsEmpty: false } && MayNeedWorker())
        {
            StartWorker();
        }
    }

    private async Task WorkAsync()
    {
        do
        {
            try
            {
                await WorkAtPlaceAsync().ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Nobody awaits a worker, and what waits beside the one that failed is not to wait for ever.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                DeliveryLog.WorkerFailed(_environment.Logger, _settings.Queue, exception);
            }
            // A delivery that came between the last look and the leaving found every place taken, and started nobody.
        } while (TryEnter());

        SignalIfDrained();
    }

    private async Task WorkAtPlaceAsync()
    {
        var place = _calls.Enter();
        try
        {
            while (true)
            {
                if (_buffer.TryDequeue(out var held))
                {
                    _settler!.Settle(held, await RunAsync(held, place).ConfigureAwait(false));
                }
                else if (TryTakeHandover() is { } taken)
                {
                    _settler!.SettleHandover(taken.Delivery, await RunAsync(taken, place).ConfigureAwait(false));
                }
                else if (!SpinForHandover())
                {
                    return;
                }
            }
        }
        finally
        {
            place.Leave();
            Interlocked.Decrement(ref _workers);
        }
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
        while (Volatile.Read(ref _settler) is not null && HasWork)
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

        // What was handed over is no more than the process it is in.
        if (held.Slot != HeldDelivery.NoSlot)
        {
            _settler!.Begin(held);
        }

        return _runner.RunAsync(held, place);
    }

    private void ReleaseBuffer()
    {
        while (_settler is not null && _buffer.TryDequeue(out var held))
        {
            _settler!.Settle(held, OutcomeFactory.Release(held.Delivery));
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

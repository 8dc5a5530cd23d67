using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Waybill.Broker.Checkpoints;
using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Exchanges;
using Waybill.Broker.InFlight;
using Waybill.Broker.Inspecting;
using Waybill.Broker.Loop;
using Waybill.Broker.Publishing;
using Waybill.Broker.Receiving;
using Waybill.Broker.Telemetry;
using Waybill.Storage;
using Waybill.Storage.Devices;
using Waybill.Telemetry;
using Waybill.Transports;

namespace Waybill.Broker;

/// <summary>The embedded broker behind the transport seam: publishers append to the journal on their own threads, one thread owns the queues.</summary>
internal sealed class EmbeddedTransport(IStorageDevice device, EmbeddedBrokerOptions options, TimeProvider time, ILogger logger)
    : ITransport,
        IInboxStore
{
    // The broker thread holds a buffer until it has applied the batch; when it is late for a moment, publishers must not run out of them. An unused one costs no memory.
    private const int Buffers = 16;

    private readonly ILogger _logger = GuardedLogger.Over(logger);
    private readonly DiskAlarm _disk = new(logger, device.Name, time);
    private readonly ConcurrentDictionary<string, byte> _openProducers = new(StringComparer.Ordinal);
    private Opened? _opened;
    private bool _closed;

    public IInboxStore Inbox => this;

    public async ValueTask OpenAsync(Topology topology, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topology);
        var pages = new IndexPages(device, options.IndexBytes, options.IndexSizes);
        var state = new BrokerState(pages);
        var client = new JournalClient(state, options.Threads);
        Journal? journal = null;
        try
        {
            journal = await Journal.OpenAsync(device, client, JournalOptions(client, pages), cancellationToken).ConfigureAwait(false);
            pages.Begin();
            state.EndRecovery();
            if (client.CheckpointLsn > 0)
            {
                // What a checkpoint stands for was not read.
                journal.RequireSegments(LiveRecords.SegmentsOf(state.Share(), journal.SegmentBytes));
            }

            await OpenAsync(topology, state, client, journal, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            if (journal is null)
            {
                // The folder may be another's by now.
                pages.Dispose();
            }
            else
            {
                pages.End();
                await journal.DisposeAsync().ConfigureAwait(false);
            }

            if (StorageErrors.Translate(exception, device.Name) is { } translated)
            {
                throw translated;
            }

            throw;
        }
    }

    public PublishTarget ResolveExchange(string exchange) =>
        Running.Routes.TryGetExchange(exchange, out var index)
            ? new PublishTarget(index, IsQueue: false)
            : throw new ArgumentException($"No exchange '{exchange}' is declared. Declare a constant with [Exchange].", nameof(exchange));

    public PublishTarget ResolveQueue(string queue) => new(Declared(queue).Symbol, IsQueue: true);

    public ValueTask<PublishReceipt> PublishAsync(in OutgoingMessage message, CancellationToken cancellationToken)
    {
        // What it stored in an earlier life is only confirmed.
        var producer = message.Producer is EmbeddedProducer open && message.Sequence > open.Watermark ? open : null;
        producer?.Begin(message.Sequence);
        if (cancellationToken.IsCancellationRequested)
        {
            producer?.Fail(message.Sequence);
            return ValueTask.FromCanceled<PublishReceipt>(cancellationToken);
        }

        try
        {
            var receipt = Running.Publisher.Publish(message, cancellationToken);
            producer?.Take();
            return receipt;
        }
        catch (ProducerFailedException) when (cancellationToken.IsCancellationRequested)
        {
            // Cancelled with what it stands behind.
            return ValueTask.FromCanceled<PublishReceipt>(cancellationToken);
        }
        catch (Exception exception)
        {
            // What can never be stored is its publisher's to leave out, and what has failed cannot be tried again.
            if (exception is not (ArgumentException or UnroutableMessageException or ProducerFailedException))
            {
                producer?.Refuse(message.Sequence);
            }

            if (StorageErrors.Translate(exception, device.Name) is { } translated)
            {
                throw translated;
            }

            throw;
        }
    }

    public OutgoingBatch CreateBatch() => Running.Publisher.CreateBatch();

    public ValueTask<PublishReceipt> PublishAsync(OutgoingBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (cancellationToken.IsCancellationRequested)
        {
            batch.Dispose();
            return ValueTask.FromCanceled<PublishReceipt>(cancellationToken);
        }

        try
        {
            return Running.Publisher.Publish((EmbeddedOutgoingBatch)batch, cancellationToken);
        }
        catch (Exception exception)
        {
            // Where the broker is closed, nobody has taken it over.
            batch.Dispose();
            if (StorageErrors.Translate(exception, device.Name) is { } translated)
            {
                throw translated;
            }

            throw;
        }
    }

    public async ValueTask<ProducerHandle> OpenProducerAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        cancellationToken.ThrowIfCancellationRequested();
        var running = Running;
        if (!_openProducers.TryAdd(name, 0))
        {
            throw new InvalidOperationException(
                $"The producer '{name}' is open. A sequence has one writer: dispose the other one first, or choose another name."
            );
        }

        try
        {
            // A handle of this name may have been closed with publishes on their way: what they come to is known when the record behind them is applied.
            var symbol = await running.Publisher.IntroduceAsync(name, cancellationToken).ConfigureAwait(false);
            var state = await AskAsync(loop => loop.State.Producer(symbol), cancellationToken).ConfigureAwait(false);
            return new EmbeddedProducer(name, symbol, state, _openProducers);
        }
        catch (Exception exception)
        {
            _openProducers.TryRemove(name, out _);
            if (StorageErrors.Translate(exception, device.Name) is { } translated)
            {
                throw translated;
            }

            throw;
        }
    }

    public IReceiver Subscribe(ReceiverOptions options, IDeliverySink sink)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sink);
        var queue = Declared(options.Queue);
        var receiver = new EmbeddedReceiver(Running.Loop, queue, Running.Loop.Ways.Of(queue.Symbol)!, options, sink);
        Running.Loop.Post(new SubscribeCommand(receiver));
        return receiver;
    }

    public async ValueTask<IReadOnlyList<QueueStatus>> GetQueueStatusAsync(CancellationToken cancellationToken) =>
        await AskAsync(loop => QueueReports.Status(loop.State, loop.Records, loop.Ways), cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<StoredMessage>> BrowseAsync(string queue, int limit, CancellationToken cancellationToken) =>
        await AskAsync(loop => QueueReports.Browse(loop.State, loop.Records, queue, limit, loop.Ways), cancellationToken)
            .ConfigureAwait(false);

    public ValueTask<InboxReservation> ReserveAsync(string queue, DeliveryToken token, InboxKey key, CancellationToken cancellationToken)
    {
        var command = new ReserveCommand(queue, token, key);
        Running.Loop.Post(command);
        return new ValueTask<InboxReservation>(command.Answer.WaitAsync(cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        // Behind the journal, which sets it off.
        using var disk = _disk;
        if (_opened is { } running)
        {
            using var loop = running.Loop;
            await using var journal = running.Journal.ConfigureAwait(false);
            // Settlements first, as long as there is a journal to write them.
            await loop.StopAsync().ConfigureAwait(false);
        }
    }

    private Opened Running =>
        _closed
            ? throw new TransportException("The embedded broker is closed.")
            : _opened ?? throw new TransportException("The embedded broker is not open yet: start the host first.");

    private QueueState Declared(string queue) =>
        Running.Queues.TryGetValue(queue, out var declared)
            ? declared
            : throw new ArgumentException($"No queue '{queue}' is declared. Declare a constant with [Queue].", nameof(queue));

    private JournalOptions JournalOptions(JournalClient client, IndexPages pages) =>
        new()
        {
            SegmentBytes = options.SegmentBytes,
            BufferBytes = options.BufferBytes,
            BufferCount = Buffers,
            LockTimeout = options.LockTimeout,
            LockWaiting = owner => _logger.LockWaiting(device.Name, StorageLockedException.Name(owner), options.LockTimeout.TotalSeconds),
            TimeProvider = time,
            DiskFull = needed => OnDiskFull(client, pages, needed),
            NextSegment = client.OnRoom,
            MaxGather = options.MaxGather,
            FullPause = options.FullPause,
            FullGather = options.FullGather,
            Threads = options.Threads,
            AheadBytes = options.AheadBytes,
            Fill = options.Fill,
            Salt = options.Salt,
        };

    // From the thread that prepares segments.
    private void OnDiskFull(JournalClient client, IndexPages pages, long? needed)
    {
        pages.MayGrow = needed is null;
        if (needed is { } segmentBytes)
        {
            _disk.Raise(segmentBytes);
        }
        else
        {
            _disk.Clear();
        }

        // For a checkpoint.
        client.OnRoom();
    }

    private async ValueTask OpenAsync(
        Topology topology,
        BrokerState state,
        JournalClient client,
        Journal journal,
        CancellationToken cancellationToken
    )
    {
        var queues = await Provisioning
            .DeclareAsync(topology, state, journal, device.Name, _logger, cancellationToken)
            .ConfigureAwait(false);
        // What was purged is nobody's suspect.
        var records = new RecordStore(journal.Read, memory: null);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var inFlight = InFlightOpening.Open(device, state, records, now, options.CrashLimit, _logger);
        try
        {
            Start(topology, state, client, journal, queues, inFlight);
        }
        catch
        {
            inFlight.Marks.Dispose();
            throw;
        }
    }

    private void Start(
        Topology topology,
        BrokerState state,
        JournalClient client,
        Journal journal,
        Dictionary<string, QueueState> queues,
        InFlightOpening inFlight
    )
    {
        var budget = new MemoryBudget(options.MemoryBytes);
        var isolation = new IsolationRules(options.CrashLimit, options.IsolationPatience);
        var loop = new BrokerLoop(journal, state, budget, queues.Values, inFlight, isolation, options.Threads, time, _logger);
        loop.Checkpointer.Begin(client.CheckpointLsn, options.CheckpointInterval);
        client.Attach(loop);
        var routes = RoutingTable.Create(topology, queue => queues[queue].Symbol);
        var router = new Router(routes, new UnroutableAlarm(_logger, time));
        var publisher = new Publisher(
            journal,
            router,
            state.Symbols,
            loop,
            budget,
            options.WaitingBytes,
            options.BriefWait,
            options.Threads.Scheduler,
            device.Name
        );
        if (journal.Discarded is { } discarded)
        {
            _logger.TailDiscarded(device.Name, discarded.Bytes, discarded.Offset, discarded.File);
        }

        foreach (var unreadable in journal.UnreadableCheckpoints)
        {
            _logger.CheckpointUnreadable(unreadable.File, unreadable.Reason);
        }

        _logger.Opened(device.Name, client.RecoveredRecords, Waiting(queues));
        loop.Start();
        Volatile.Write(ref _opened, new Opened(journal, loop, routes, publisher, queues));
    }

    private static long Waiting(Dictionary<string, QueueState> queues)
    {
        var waiting = 0L;
        foreach (var queue in queues.Values)
        {
            waiting += queue.Ready + queue.Delayed + queue.Parked;
        }

        return waiting;
    }

    private async Task<T> AskAsync<T>(Func<BrokerLoop, T> query, CancellationToken cancellationToken)
    {
        var command = new QueryCommand<T>(query);
        Running.Loop.Post(command);
        try
        {
            return await command.Answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (StorageErrors.Translate(exception, device.Name) is { } translated)
        {
            throw translated;
        }
    }

    private sealed record Opened(
        Journal Journal,
        BrokerLoop Loop,
        RoutingTable Routes,
        Publisher Publisher,
        Dictionary<string, QueueState> Queues
    );

    private sealed class SubscribeCommand(EmbeddedReceiver receiver) : IBrokerCommand
    {
        public void Run(BrokerLoop loop) => loop.Add(receiver);

        public void Fail(Exception exception)
        {
            if (exception is JournalFaultedException)
            {
                receiver.Sink.OnFaulted(exception);
            }
        }
    }
}

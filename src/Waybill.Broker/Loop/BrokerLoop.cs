using Microsoft.Extensions.Logging;
using Waybill.Broker.Checkpoints;
using Waybill.Broker.Core;
using Waybill.Broker.Handover;
using Waybill.Broker.InFlight;
using Waybill.Broker.Publishing;
using Waybill.Broker.Receiving;
using Waybill.Broker.Records;
using Waybill.Broker.Telemetry;
using Waybill.Storage;
using Waybill.Storage.Threads;
using Waybill.Telemetry;
using Waybill.Transports;

namespace Waybill.Broker.Loop;

/// <summary>
/// The thread that owns the broker's state. Committed batches and commands come in through queues; each turn applies them, looks at the time, writes
/// outcomes and hands out messages. Nothing else touches the state, so nothing is locked.
/// </summary>
internal sealed class BrokerLoop : IThreadBody, IDisposable
{
    private const int MaxBatchesPerTurn = 8;
    private const int MaxCommandsPerTurn = 1024;
    private const long MaxSleepMilliseconds = 3_600_000;

    private readonly Mailbox _mailbox = new();
    private readonly List<EmbeddedReceiver> _receivers = [];

    // Disposed of, with outcomes on their way: a fault is theirs to hear, too.
    private readonly List<EmbeddedReceiver> _leaving = [];
    private readonly List<Delivery> _deliveries = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Journal _journal;
    private readonly IThreads _threads;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LeaseWatch _leases;
    private readonly DeliveryLoader _loader;
    private readonly ITimer _timer;
    private volatile bool _stopping;
    private bool _isOver;
    private JournalFaultedException? _fault;

    public BrokerLoop(
        Journal journal,
        BrokerState state,
        MemoryBudget budget,
        IReadOnlyCollection<QueueState> queues,
        InFlightOpening inFlight,
        IsolationRules isolation,
        IThreads threads,
        TimeProvider time,
        ILogger logger
    )
    {
        State = state;
        Memory = new MemoryRecords(budget);
        Ways = new HandoverQueues(queues, queue => new HandoverQueue(queue, this, budget));
        Handover = new HandoverPublisher(journal, Ways, budget, state.Symbols);
        _journal = journal;
        _threads = threads;
        _time = time;
        _logger = GuardedLogger.Over(logger);
        Records = new RecordStore(journal.Read, Memory);
        _loader = new DeliveryLoader(Records, state.Symbols);
        Settlements = new Settlements(this, journal, _logger);
        Checkpointer = new Checkpointer(this, journal, threads.Scheduler, _logger);
        _leases = new LeaseWatch(this, _logger);
        Marks = inFlight.Marks;
        Isolation = new Isolation(this, _receivers, inFlight, isolation, _logger);
        _timer = time.CreateTimer(static self => ((BrokerLoop)self!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        ReadClock();
    }

    public BrokerState State { get; }

    public MemoryRecords Memory { get; }

    /// <summary>The ways past this thread.</summary>
    public HandoverQueues Ways { get; }

    /// <summary>Publishes to them; from any thread.</summary>
    public HandoverPublisher Handover { get; }

    public RecordStore Records { get; }

    public Settlements Settlements { get; }

    public Checkpointer Checkpointer { get; }

    public Isolation Isolation { get; }

    /// <summary>What is in handlers; from any thread.</summary>
    public InFlightMarks Marks { get; }

    /// <summary>The wall clock of this turn, in milliseconds since 1970: for what is due at a time of day. Somebody may set it.</summary>
    public long Now { get; private set; }

    /// <summary>The time of this turn in milliseconds of a clock that nobody sets: for leases, which last as long as a handler lives.</summary>
    public long Elapsed { get; private set; }

    /// <summary>The wall clock at this moment: a turn that reads from a disk may take long.</summary>
    public long ReadNow() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public string Name => "waybill broker";

    public void Start() => _threads.Start(this);

    /// <summary>Asks something of the loop, from any thread.</summary>
    public void Post(IBrokerCommand command) => _mailbox.Post(command);

    /// <summary>Makes the loop look again; from any thread.</summary>
    public void Wake() => _mailbox.Wake();

    /// <exception cref="JournalFaultedException">The broker has stopped: what would be accepted now would never be handed out.</exception>
    public void ThrowIfFaulted()
    {
        if (Volatile.Read(ref _fault) is { } fault)
        {
            throw new JournalFaultedException(fault.Message, fault);
        }
    }

    /// <summary>The journal committed a batch; from its thread.</summary>
    public void Post(CommittedBatch batch) => _mailbox.Post(batch);

    /// <summary>The journal has failed; from its thread.</summary>
    public void PostFault(JournalFaultedException fault)
    {
        Volatile.Write(ref _fault, fault);
        Wake();
    }

    /// <summary>A sink threw as it was told of a message; from any thread.</summary>
    public void OnSinkFailed(string queue, Exception exception) => _logger.SinkFailed(queue, exception);

    /// <summary>Ends when every outcome that was handed in is answered, what belongs to the loop is let go of, and the journal takes nothing more.</summary>
    public Task StopAsync()
    {
        _stopping = true;
        Wake();
        return _ended.Task;
    }

    public void Add(EmbeddedReceiver receiver) => _receivers.Add(receiver);

    public void Remove(EmbeddedReceiver receiver)
    {
        _receivers.Remove(receiver);
        _leaving.RemoveAll(static left => !left.HoldsAny);
        _leaving.Add(receiver);
    }

    public long LeaseDeadline(QueueState queue) => Elapsed + (long)queue.Declaration!.Lease.TotalMilliseconds;

    /// <summary>One turn: deals with what has come in, up to a bound, so that a steady stream of it never keeps the clock from being looked at.</summary>
    /// <returns>Whether more has come in.</returns>
    public bool Turn()
    {
        ReadClock();
        for (var i = 0; i < MaxBatchesPerTurn && _mailbox.TryTake(out CommittedBatch batch); i++)
        {
            Apply(batch);
        }

        for (var i = 0; i < MaxCommandsPerTurn && _mailbox.TryTake(out IBrokerCommand? command); i++)
        {
            ApplyWhatPrecedes();
            Run(command);
            State.Pages.ThrowIfFailed();
        }

        Settlements.WriteWaiting();
        AdvanceTime();
        HandOut();
        return SetTimer() || !_mailbox.IsEmpty;
    }

    /// <summary>Only the timer: whoever still has a receiver in hand may wake the loop after its end.</summary>
    public void Dispose() => _timer.Dispose();

    /// <summary>A turn, unless the broker has stopped; whatever goes wrong in it is told to everybody who waits.</summary>
    public TurnResult TakeTurn()
    {
        _mailbox.BeginLook();
        // Before the turn: what was handed in before the stop is then dealt with by it.
        var stopping = _stopping;
        if (!_isOver)
        {
            if (TryTurn(stopping) is { } result)
            {
                return result;
            }

            _isOver = true;
            End();
        }

        // Handlers go on behind a fault: what ends the process meanwhile is to be found in the marks.
        return stopping && TryLetGo() ? TurnResult.End : TurnResult.Wait;
    }

    public bool Wait(int milliseconds) => _mailbox.Wait(milliseconds);

    /// <returns>Null when it was the last one, or there can be none any more.</returns>
    private TurnResult? TryTurn(bool stopping)
    {
        try
        {
            if (Volatile.Read(ref _fault) is null)
            {
                return Turn() ? TurnResult.GoOn
                    : stopping && Settlements.AreDone ? null
                    : TurnResult.Wait;
            }
        }
#pragma warning disable CA1031 // A record that cannot be read, or a sink that throws: the broker cannot go on, and everybody must hear of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Volatile.Write(
                ref _fault,
                new JournalFaultedException($"The broker has stopped: {exception.Message} Restart the process to recover.", exception)
            );
        }

        return null;
    }

    /// <summary>
    /// A command that throws is answered as failed and the loop goes on: to end with it would end every later process too, since its message comes again.
    /// Only when the journal has stopped there is no going on.
    /// </summary>
    private void Run(IBrokerCommand command)
    {
        try
        {
            command.Run(this);
        }
#pragma warning disable CA1031 // Whatever it is, it is this command's.
        catch (Exception exception) when (exception is not StorageFaultedException)
#pragma warning restore CA1031
        {
            _logger.CommandFailed(command.GetType().Name, exception);
            Guarded.Run(() => command.Fail(exception));
        }
    }

    private void End()
    {
        var fault = Volatile.Read(ref _fault);
        try
        {
            if (fault is not null)
            {
                Tell(fault);
            }

            State.Inbox.Close();
            Settlements.Drop(isAnswered: fault is null);
            Memory.Close();
        }
        finally
        {
            _mailbox.Close((Exception?)fault ?? new TransportException("The embedded broker is closed."));
        }
    }

    /// <summary>As long as the folder is this process's, which it is until the journal has ended.</summary>
    /// <returns>False: something is being written, and rings when it is done.</returns>
    private bool TryLetGo()
    {
        if (!Checkpointer.TryEnd())
        {
            return false;
        }

        try
        {
            Marks.Dispose();
            State.Pages.End();
            // In this turn, and not when whoever waits for it goes on: nothing is stored meanwhile that nobody would hand out.
            _ = _journal.DisposeAsync().AsTask();
            _ended.TrySetResult();
        }
#pragma warning disable CA1031 // Whoever closes hears of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _ended.TrySetException(exception);
        }

        return true;
    }

    /// <summary>The sinks are foreign code: whatever one does, the others hear of the fault.</summary>
    private void Tell(JournalFaultedException fault)
    {
        _logger.Faulted(_journal.Folder, fault);
        foreach (var receiver in _receivers.Concat(_leaving.Where(static left => left.HoldsAny)))
        {
            Guarded.Run(() => receiver.Sink.OnFaulted(fault));
        }
    }

    private void ReadClock()
    {
        Now = ReadNow();
        Elapsed = (long)_time.GetElapsedTime(0).TotalMilliseconds;
    }

    /// <summary>Whoever asks something may know that a publish is confirmed: what was committed before the question counts in its answer.</summary>
    private void ApplyWhatPrecedes()
    {
        for (var left = _mailbox.Batches; left > 0 && _mailbox.TryTake(out CommittedBatch batch); left--)
        {
            Apply(batch);
        }
    }

    private void Apply(CommittedBatch batch)
    {
        var hasMark = false;
        foreach (var record in batch)
        {
            State.Apply(record.Type, record.Lsn, record.Payload.Span);
            if (record.Type is RecordType.Outcome or RecordType.Completions)
            {
                Settlements.OnCommitted(record.Lsn);
            }

            hasMark |= record.Type == RecordType.Mark;
        }

        if (hasMark && _journal.HasCheckpointed)
        {
            State.ForgetPurged();
        }

        Checkpointer.OnApplied(batch.End, hasMark);

        // While the batch's bytes are at hand, what can be handed out of it need not be read again.
        Records.Use(batch);
        HandOut();
        Records.Use(null);
        batch.Release();
    }

    private void HandOut()
    {
        LookAtClockAfterUse();
        Isolation.Look();
        foreach (var receiver in _receivers)
        {
            if (MustWaitForHandover(receiver))
            {
                continue;
            }

            while (
                receiver.HasCredit
                && Isolation.Allows(receiver.Queue)
                && State.Lease(receiver.Queue, receiver, LeaseDeadline(receiver.Queue)) is { } lease
            )
            {
                if (LookAtClockAfterUse())
                {
                    lease.Deadline = LeaseDeadline(receiver.Queue);
                }

                if (Isolation.Begin(receiver.Queue, lease))
                {
                    Load(receiver, lease);
                }
            }

            if (_deliveries.Count > 0)
            {
                receiver.Sink.OnDeliveries(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_deliveries));
                _deliveries.Clear();
            }
        }
    }

    // A lease lasts from when it is given, however long the turn has waited for the index's file before.
    private bool LookAtClockAfterUse()
    {
        var wasUsed = State.Pages.TakeUse();
        if (wasUsed)
        {
            ReadClock();
        }

        return wasUsed;
    }

    /// <summary>A message whose bytes are damaged is set aside: to stop at it would end every later process too, and keep all other messages.</summary>
    private void Load(EmbeddedReceiver receiver, Lease lease)
    {
        try
        {
            var (delivery, buffer) = _loader.Load(lease, receiver);
            receiver.Hold(lease, delivery, buffer, isAnswered: true);
            _deliveries.Add(delivery);
        }
        catch (Exception exception) when (RecordDamage.IsToldBy(exception))
        {
            State.KeepUnreadable(receiver.Queue, lease);
            _logger.MessageUnreadable(receiver.Queue.Name, lease.Entry.Message.Lsn, exception);
            // Who runs alone need not be waited for.
            Wake();
        }
    }

    /// <summary>What waits on a closed way goes first.</summary>
    private bool MustWaitForHandover(EmbeddedReceiver receiver)
    {
        if (receiver.Way is { IsOpen: true } or { IsEmpty: true })
        {
            return false;
        }

        if (receiver.Handover is not null)
        {
            return true;
        }

        HandoverKeeper.TakeOver(this, receiver.Queue, receiver.Way);
        return false;
    }

    private void AdvanceTime()
    {
        foreach (var queue in State.Queues)
        {
            if (!Isolation.Holds(queue))
            {
                queue.Advance(Now);
            }
        }

        State.Inbox.Advance(Now);
        _leases.Look();
        Checkpointer.Look();
    }

    /// <summary>Wakes the loop when something is due.</summary>
    /// <returns>Whether it is due already.</returns>
    private bool SetTimer()
    {
        var nextDue = Now + MaxSleepMilliseconds;
        var nextLeaseCheck = Elapsed + MaxSleepMilliseconds;
        foreach (var queue in State.Queues)
        {
            nextDue = Isolation.Holds(queue) ? nextDue : Math.Min(nextDue, queue.NextDue ?? nextDue);
            // What is handed over past this thread does not tell when it ends, and may be what a suspect waits for.
            nextLeaseCheck = queue.InFlight > 0 || Isolation.IsOn ? _leases.NextLook : nextLeaseCheck;
        }

        nextLeaseCheck = Math.Min(nextLeaseCheck, Checkpointer.NextLook ?? nextLeaseCheck);
        // The clock may go on between a look at it and the timer's start, and then the timer would be late by as much.
        long left;
        do
        {
            ReadClock();
            left = Math.Min(nextDue - Now, nextLeaseCheck - Elapsed);
            _timer.Change(TimeSpan.FromMilliseconds(Math.Max(1, left)), Timeout.InfiniteTimeSpan);
        } while (_time.GetUtcNow().ToUnixTimeMilliseconds() != Now);

        return left <= 0;
    }
}

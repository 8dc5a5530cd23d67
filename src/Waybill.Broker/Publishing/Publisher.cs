using System.Diagnostics;
using Waybill.Broker.Confirms;
using Waybill.Broker.Core;
using Waybill.Broker.Loop;
using Waybill.Broker.Records;
using Waybill.Storage;
using Waybill.Threading;
using Waybill.Transports;

namespace Waybill.Broker.Publishing;

/// <summary>
/// The publishers' side of the broker: routes, encodes and appends on the caller's thread, without a lock and without garbage. What must wait takes the
/// slow way through the backlog. Thread-safe.
/// </summary>
internal sealed class Publisher(
    Journal journal,
    Router router,
    SymbolTable symbols,
    BrokerLoop loop,
    MemoryBudget memory,
    long waitingBytes,
    TimeSpan briefWait,
    TaskScheduler scheduler,
    string folder
)
{
    private readonly TypeSymbols _types = new(symbols);

    // The pool replaces a thread that waits by another, as many as there are processors at once and further ones a little later.
    private readonly BriefWait _briefWait = new(
        journal,
        briefWait,
        patience: TimeSpan.FromSeconds(1),
        places: Math.Max(4, Environment.ProcessorCount)
    );
    private readonly PublishBacklog _backlog = new(waitingBytes, scheduler, folder);

    // What waits for memory waits for handlers, and a handler may itself wait for the journal: one must not queue behind the other.
    private readonly PublishBacklog _memoryBacklog = new(waitingBytes, scheduler, folder);

    // What an outcome's record can hold beside its own fields: a completion's publishes, or the message in memory that dies.
    private readonly int _maxTogether = journal.MaxRecordBytes - (2 * DeathCodec.MaxBytes);

    public EmbeddedOutgoingBatch CreateBatch() => new(router, loop.Ways, _types, symbols, _maxTogether);

    public ValueTask<PublishReceipt> Publish(in OutgoingMessage message, CancellationToken cancellationToken)
    {
        Admission.Check(message);
        var destinations = router.Route(message);
        if (destinations.Queues.IsEmpty)
        {
            return new ValueTask<PublishReceipt>(new PublishReceipt(0, message.Durability, 0, Duplicate: false));
        }

        if (message.Producer is { } producer && message.Sequence <= producer.Watermark)
        {
            return new ValueTask<PublishReceipt>(
                new PublishReceipt(producer.WatermarkPosition, message.Durability, destinations.Queues.Length, Duplicate: true)
            );
        }

        var headBound = HeadBound(message, destinations);
        var backlog = IsMemoryOnly(message) ? _memoryBacklog : _backlog;
        // What has not been tried waits for any room: the bound is more than the record takes.
        var payloadBytes = 0L;
        if (
            (backlog.IsEmpty && TryPublish(message, destinations, headBound, out var receipt, out payloadBytes))
            || (MayWaitBriefly(message) && TryPublishSoon(message, destinations, headBound, out receipt, payloadBytes, cancellationToken))
        )
        {
            return receipt;
        }

        var messageBytes = (int)(message.RoutingKey.Length + message.Body.Length + MessageCodec.HeaderBound(message.Headers));
        backlog.Budget.Take(messageBytes);
        WaitingMessage waiting;
        try
        {
            waiting = new WaitingMessage(this, backlog.Budget, message, destinations, messageBytes, cancellationToken);
        }
        catch
        {
            // Its headers could not be copied.
            backlog.Budget.Return(messageBytes + WaitingBudget.OverheadBytes);
            throw;
        }

        return backlog.Add(waiting);
    }

    public ValueTask<PublishReceipt> Publish(EmbeddedOutgoingBatch batch, CancellationToken cancellationToken)
    {
        batch.TakeOver();
        try
        {
            if (batch.StoredCount == 0)
            {
                batch.Release();
                return new ValueTask<PublishReceipt>(new PublishReceipt(0, batch.Durability, 0, Duplicate: false));
            }

            var backlog = batch.Durability == Durability.Memory ? _memoryBacklog : _backlog;
            if (backlog.IsEmpty && TryPublish(batch, out var receipt, out _))
            {
                return receipt;
            }

            backlog.Budget.Take(batch.Messages.Length);
            return backlog.Add(new WaitingBatch(this, backlog.Budget, batch, cancellationToken));
        }
        catch
        {
            batch.Release();
            throw;
        }
    }

    /// <summary>
    /// Introduces a producer. The record goes the way of its publishes: when this completes, every one that was started before is applied, or has ended.
    /// </summary>
    public async ValueTask<int> IntroduceAsync(string producer, CancellationToken cancellationToken)
    {
        var symbol = symbols.TryFind(producer, out var known) ? known : symbols.Reserve();
        var payload = SymbolRecord.Encode(symbol, producer);
        if (!_backlog.IsEmpty || !TryAppendSymbol(payload, out var receipt))
        {
            _backlog.Budget.Take(payload.Length);
            receipt = _backlog.Add(new WaitingSymbol(this, payload, cancellationToken));
        }

        await receipt.ConfigureAwait(false);
        symbols.Define(symbol, producer);
        return symbol;
    }

    /// <summary>How many bytes the record has before the body, at most.</summary>
    /// <exception cref="ArgumentException">The whole is more than the broker stores.</exception>
    private int HeadBound(in OutgoingMessage message, Exchanges.DestinationSet destinations)
    {
        var headBound = MessageCodec.HeadBound(message, destinations.Queues.Length) + 1;
        // What dies in memory is stored with its death.
        var largest = IsMemoryOnly(message) ? _maxTogether : journal.MaxRecordBytes;
        return headBound + message.Body.Length <= largest
            ? (int)headBound
            : throw new ArgumentException(
                $"A message of type '{message.Type.Name}' comes to {headBound + message.Body.Length} bytes with key and headers, and the embedded broker stores {largest} at most, "
                    + "which follows from EmbeddedBrokerOptions.BufferBytes. Raise that, or store the body elsewhere and publish where it is."
            );
    }

    // A producer's message is journaled whatever it asks for: its number is to survive.
    private static bool IsMemoryOnly(in OutgoingMessage message) => message is { Durability: Durability.Memory, Producer: null };

    // Whoever opens a producer anew waits for the backlog, and must find there what its namesake began.
    private static bool MayWaitBriefly(in OutgoingMessage message) => message.Producer is null && !IsMemoryOnly(message);

    private bool TryPublishSoon(
        in OutgoingMessage message,
        Exchanges.DestinationSet destinations,
        int headBound,
        out ValueTask<PublishReceipt> receipt,
        long payloadBytes,
        CancellationToken cancellationToken
    )
    {
        receipt = default;
        if (!_briefWait.TryEnter(_backlog))
        {
            return false;
        }

        try
        {
            var start = Stopwatch.GetTimestamp();
            while (_briefWait.For(start, _backlog, payloadBytes, cancellationToken))
            {
                if (_backlog.IsEmpty && TryPublish(message, destinations, headBound, out receipt, out payloadBytes))
                {
                    return true;
                }
            }

            return false;
        }
        finally
        {
            _briefWait.Leave();
        }
    }

    private bool TryPublish(
        in OutgoingMessage message,
        Exchanges.DestinationSet destinations,
        int headBound,
        out ValueTask<PublishReceipt> receipt,
        out long payloadBytes
    )
    {
        loop.ThrowIfFaulted();
        var producer = message.Producer as EmbeddedProducer;
        producer?.ThrowIfFailed(message.Sequence);
        if (!TryFindType(message.Type, out var type, out payloadBytes))
        {
            receipt = default;
            return false;
        }

        var inMemory = IsMemoryOnly(message);
        if (inMemory && loop.Handover.IsOpen(destinations.Queues))
        {
            receipt = KeptInMemory(destinations.Queues.Length);
            return loop.Handover.TryPublish(message, destinations.Queues, out payloadBytes);
        }

        var head = EncodingScratch.Take(headBound);
        // No longer than was reckoned, whatever the caller does to the headers meanwhile.
        var writer = new RecordWriter(head.AsSpan(0, headBound));
        writer.WriteByte(RecordType.Version);
        MessageCodec.WriteHead(ref writer, message, type, destinations.Queues, producer?.Symbol ?? 0);
        ReadOnlySpan<byte> written = head.AsSpan(0, writer.Length);
        // What is taken is what is waited for: whoever waits for more may never be woken.
        payloadBytes = written.Length + message.Body.Length;
        loop.Ways.Close(destinations.Queues);
        var published = inMemory
            ? TryKeepInMemory(
                RecordType.Publish,
                written,
                message.Body,
                destinations.Queues.Length,
                destinations.Queues.Length,
                out receipt
            )
            : TryAppend(RecordType.Publish, written, message.Body, message.Durability, destinations.Queues.Length, out receipt);
        EncodingScratch.Return(head);
        return published;
    }

    private bool TryPublish(EmbeddedOutgoingBatch batch, out ValueTask<PublishReceipt> receipt, out long payloadBytes)
    {
        loop.ThrowIfFaulted();
        if (loop.Handover.Prepare(batch, AppendPriority.Normal) is { } handover)
        {
            payloadBytes = handover.Cost;
            receipt = KeptInMemory(batch.FewestDestinations);
            return handover.TryPublish() && Release(batch);
        }

        batch.CloseWays();
        // A type that only memory has used so far is introduced all the same: its next message may be journaled.
        if (!batch.TryAppendSymbols(journal, AppendPriority.Normal, out payloadBytes))
        {
            receipt = default;
            return false;
        }

        Span<byte> head = stackalloc byte[1 + RecordWriter.MaxVarintBytes];
        var writer = new RecordWriter(head);
        writer.WriteByte(RecordType.Version);
        writer.WriteVarint(batch.StoredCount);
        ReadOnlySpan<byte> written = head[..writer.Length];
        payloadBytes = written.Length + batch.Messages.Length;
        var published =
            batch.Durability == Durability.Memory
                ? TryKeepInMemory(RecordType.Batch, written, batch.Messages, batch.FewestDestinations, batch.EntryCount, out receipt)
                : TryAppend(RecordType.Batch, written, batch.Messages, batch.Durability, batch.FewestDestinations, out receipt);
        return published && Release(batch);
    }

    private static bool Release(EmbeddedOutgoingBatch batch)
    {
        batch.Release();
        return true;
    }

    private static ValueTask<PublishReceipt> KeptInMemory(int destinations) =>
        new(new PublishReceipt(0, Durability.Memory, destinations, Duplicate: false));

    private bool TryAppendSymbol(byte[] payload, out ValueTask<PublishReceipt> receipt)
    {
        loop.ThrowIfFaulted();
        // Durable, and with it all before it: what a duplicate is told of its durability holds.
        return TryAppend(RecordType.Symbol, payload, [], Durability.Flushed, destinations: 0, out receipt);
    }

    // Where there is no room for the type's record, it is that record which is waited for.
    private bool TryFindType(MessageDescriptor descriptor, out int type, out long payloadBytes)
    {
        payloadBytes = 0;
        type = _types.Find(descriptor);
        if (type != 0)
        {
            return true;
        }

        var added = new NewSymbol(symbols.Reserve(), descriptor.Name);
        type = added.Symbol;
        payloadBytes = added.PayloadBytes;
        return added.TryAppend(journal, symbols, AppendPriority.Normal);
    }

    private bool TryAppend(
        byte recordType,
        ReadOnlySpan<byte> head,
        ReadOnlySpan<byte> body,
        Durability durability,
        int destinations,
        out ValueTask<PublishReceipt> receipt
    )
    {
        var level = durability == Durability.Flushed ? CommitLevel.Flushed : CommitLevel.Written;
        if (!journal.TryAppend(recordType, head, body, level, AppendPriority.Normal, out var appended))
        {
            receipt = default;
            return false;
        }

        receipt = ((ConfirmGroup)appended.BatchState).Confirm(appended, durability, destinations);
        return true;
    }

    private bool TryKeepInMemory(
        byte recordType,
        ReadOnlySpan<byte> head,
        ReadOnlySpan<byte> body,
        int destinations,
        int entries,
        out ValueTask<PublishReceipt> receipt
    )
    {
        receipt = default;
        if (!memory.TryTake(head.Length + body.Length))
        {
            return false;
        }

        loop.Post(new KeepInMemory(recordType, [.. head, .. body], entries));
        receipt = KeptInMemory(destinations);
        return true;
    }

    private ValueTask WaitForRoomAsync(bool inMemory, long payloadBytes, CancellationToken cancellationToken) =>
        inMemory
            ? new ValueTask(memory.WaitAsync(payloadBytes, cancellationToken))
            : journal.WaitForRoomAsync((int)Math.Min(payloadBytes, journal.MaxRecordBytes), AppendPriority.Normal, cancellationToken);

    private sealed class WaitingMessage(
        Publisher publisher,
        WaitingBudget budget,
        in OutgoingMessage message,
        Exchanges.DestinationSet destinations,
        int messageBytes,
        CancellationToken cancellationToken
    ) : WaitingPublish(budget, messageBytes, cancellationToken)
    {
        private readonly MessageDescriptor _type = message.Type;
        private readonly bool _inMemory = IsMemoryOnly(message);
        private readonly EmbeddedProducer? _producer = message.Producer as EmbeddedProducer;
        private readonly long _sequence = message.Sequence;
        private HeldMessage? _held = new(message);
        private long _payloadBytes;

        public override ValueTask WaitForRoomAsync() =>
            publisher.WaitForRoomAsync(_inMemory && publisher._types.Find(_type) != 0, _payloadBytes, CancellationToken);

        protected override bool TryPublish(out ValueTask<PublishReceipt> receipt) =>
            publisher.TryPublish(
                _held!.Message,
                destinations,
                publisher.HeadBound(_held.Message, destinations),
                out receipt,
                out _payloadBytes
            );

        public override void OnNotStored() => _producer?.Fail(_sequence);

        protected override void DropMessage() => _held = null;
    }

    private sealed class WaitingBatch(
        Publisher publisher,
        WaitingBudget budget,
        EmbeddedOutgoingBatch batch,
        CancellationToken cancellationToken
    ) : WaitingPublish(budget, batch.Messages.Length, cancellationToken)
    {
        private long _payloadBytes;

        public override ValueTask WaitForRoomAsync() =>
            publisher.WaitForRoomAsync(batch is { Durability: Durability.Memory, HasNewTypes: false }, _payloadBytes, CancellationToken);

        protected override bool TryPublish(out ValueTask<PublishReceipt> receipt) =>
            publisher.TryPublish(batch, out receipt, out _payloadBytes);

        protected override void DropMessage() => batch.Release();
    }

    private sealed class WaitingSymbol(Publisher publisher, byte[] payload, CancellationToken cancellationToken)
        : WaitingPublish(publisher._backlog.Budget, payload.Length, cancellationToken)
    {
        public override ValueTask WaitForRoomAsync() => publisher.WaitForRoomAsync(inMemory: false, payload.Length, CancellationToken);

        protected override bool TryPublish(out ValueTask<PublishReceipt> receipt) => publisher.TryAppendSymbol(payload, out receipt);

        protected override void DropMessage() { }
    }
}

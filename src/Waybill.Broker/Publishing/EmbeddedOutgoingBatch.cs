using System.Collections.Immutable;
using Waybill.Broker.Core;
using Waybill.Broker.Handover;
using Waybill.Broker.Records;
using Waybill.Storage;
using Waybill.Threading;
using Waybill.Transports;

namespace Waybill.Broker.Publishing;

/// <summary>Messages that become durable together, encoded as their record will hold them.</summary>
internal sealed class EmbeddedOutgoingBatch(Router router, HandoverQueues ways, TypeSymbols types, SymbolTable symbols, int maxBytes)
    : OutgoingBatch
{
    private readonly RecordBuffer _messages = new();
    private List<NewSymbol>? _newSymbols;
    private List<ImmutableArray<int>>? _openWays;
    private int _count;
    private int _ended;

    public override int Count => _count;

    /// <summary>The messages that some queue receives.</summary>
    public int StoredCount { get; private set; }

    /// <summary>How many queue entries the messages come to.</summary>
    public int EntryCount { get; private set; }

    /// <summary>The fewest queues that a message reaches.</summary>
    public int FewestDestinations { get; private set; } = int.MaxValue;

    /// <summary>The strongest that a message asks for.</summary>
    public Durability Durability { get; private set; }

    /// <summary>Whether a type is still to be introduced by a record.</summary>
    public bool HasNewTypes => _newSymbols is { Count: > 0 };

    public ReadOnlySpan<byte> Messages => _messages.Span;

    public override int Add(in OutgoingMessage message)
    {
        ThrowIfEnded();
        Admission.Check(message);
        var destinations = router.Route(message).Queues;
        if (!destinations.IsEmpty)
        {
            Write(message, destinations);
        }

        _count++;
        FewestDestinations = Math.Min(FewestDestinations, destinations.Length);
        return destinations.Length;
    }

    /// <summary>The broker takes the batch over, for a publish or an outcome: from here on nothing is added, and <see cref="Release"/> is the broker's.</summary>
    /// <exception cref="InvalidOperationException">It was taken over before, or disposed of: what it held is gone, and the record would be empty.</exception>
    public void TakeOver()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            throw Ended();
        }
    }

    /// <summary>Nothing needs the messages any more.</summary>
    public void Release() => _messages.Dispose();

    /// <summary>Its maker's; what was taken over is the broker's to release.</summary>
    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            Release();
        }
    }

    private void ThrowIfEnded()
    {
        if (Volatile.Read(ref _ended) != 0)
        {
            throw Ended();
        }
    }

    private static InvalidOperationException Ended() =>
        new("The batch was published, settled with or disposed of before. Create a new one for each publish.");

    private void Write(in OutgoingMessage message, ImmutableArray<int> destinations)
    {
        var bound = MessageCodec.HeadBound(message, destinations.Length) + message.Body.Length;
        ThrowIfOverLimit(bound);
        // Headers are their caller's, who may do anything as they are read, with this batch too: not into its bytes.
        var head = EncodingScratch.Take((int)(bound - message.Body.Length));
        var writer = new RecordWriter(head.AsSpan(0, (int)(bound - message.Body.Length)));
        MessageCodec.WriteHead(ref writer, message, SymbolOf(message.Type), destinations, producer: 0);
        ThrowIfEnded();
        ThrowIfOverLimit(writer.Length + message.Body.Length);
        var free = _messages.GetSpan(writer.Length + message.Body.Length);
        head.AsSpan(0, writer.Length).CopyTo(free);
        message.Body.CopyTo(free[writer.Length..]);
        _messages.Advance(writer.Length + message.Body.Length);
        EncodingScratch.Return(head);
        if (ways.AnyIsOpen(destinations))
        {
            (_openWays ??= []).Add(destinations);
        }

        StoredCount++;
        EntryCount += destinations.Length;
        Durability = (Durability)Math.Max((int)Durability, (int)message.Durability);
    }

    private void ThrowIfOverLimit(long bytes)
    {
        if (_messages.Length + bytes > maxBytes)
        {
            throw new ArgumentException(
                $"Messages that are published together come to more than {maxBytes} bytes, the journal's limit. Publish fewer at once, or smaller ones."
            );
        }
    }

    /// <summary>Appends the records that introduce the batch's types; goes on where it ended when there was no room.</summary>
    /// <param name="journal">Where to.</param>
    /// <param name="priority">With what room.</param>
    /// <param name="payloadBytes">How much room the record takes for which there was none.</param>
    public bool TryAppendSymbols(Journal journal, AppendPriority priority, out long payloadBytes)
    {
        payloadBytes = 0;
        while (_newSymbols is { Count: > 0 } list)
        {
            payloadBytes = list[^1].PayloadBytes;
            if (!list[^1].TryAppend(journal, symbols, priority))
            {
                return false;
            }

            list.RemoveAt(list.Count - 1);
        }

        return true;
    }

    /// <summary>The batch is on its way to the broker's thread, and not only being filled: nothing may go past it any more.</summary>
    public void CloseWays()
    {
        foreach (var destinations in _openWays ?? [])
        {
            ways.Close(destinations);
        }

        _openWays = null;
    }

    private int SymbolOf(MessageDescriptor type)
    {
        if (types.Find(type) is var known and not 0)
        {
            return known;
        }

        foreach (var added in _newSymbols ?? [])
        {
            if (added.Text == type.Name)
            {
                return added.Symbol;
            }
        }

        var symbol = new NewSymbol(symbols.Reserve(), type.Name);
        (_newSymbols ??= []).Add(symbol);
        return symbol.Symbol;
    }
}

using Microsoft.Extensions.Time.Testing;
using Waybill.Broker;
using Waybill.Crash.Simulate.Model;
using Waybill.Transports;

namespace Waybill.Crash.Simulate;

/// <summary>What a user publishes, and what became of it. The ledger hears of everything before the broker does.</summary>
/// <param name="transport">The broker, opened.</param>
/// <param name="world">What outlives it.</param>
/// <param name="disk">Where it lies.</param>
/// <param name="waitingBytes">How much may wait for room.</param>
internal sealed class Publications(ITransport transport, World world, DiskView disk, long waitingBytes)
{
    // What a publish that waits takes beside its body.
    private const int MostOverhead = 1024;

    private static readonly MessageDescriptor s_type = new() { Name = "simulated" };

    private readonly Ledger _ledger = world.Ledger;
    private readonly Random _random = world.Random;
    private readonly FakeTimeProvider _time = world.Time;
    private readonly PublishTarget _exchange = transport.ResolveExchange(Topologies.Exchange);
    private readonly List<Publishing> _publishing = [];
    private bool _closes;

    /// <summary>How much is not confirmed yet.</summary>
    public int Bytes => _publishing.Sum(static publishing => publishing.Bytes);

    /// <summary>Whether something may wait for room, and with it all that comes behind.</summary>
    public bool AnyWaits => _publishing.Exists(static publishing => publishing.Waits);

    /// <summary>Publishes messages, as one record.</summary>
    public void Publish(int count)
    {
        var isFlushed = _random.Next(3) != 0;
        var change = new Change(isFlushed);
        var copies = new List<Copy>();
        if (count == 1)
        {
            var (body, number) = Draw(change, isFlushed, isOrdered: true, copies);
            Start(
                change,
                copies,
                body.Length,
                () => transport.PublishAsync(Message(number, body, copies.Count > 1, isFlushed), CancellationToken.None)
            );
        }
        else
        {
            var batch = Batch(count, change, isFlushed, isOrdered: true, copies, out var bytes);
            Start(change, copies, bytes, () => transport.PublishAsync(batch, CancellationToken.None));
        }
    }

    /// <summary>Publishes a message with a producer that is open, or one that it has published before.</summary>
    public void Publish(Producer producer)
    {
        if (producer.Choose() is { } stored)
        {
            PublishAgain(producer, stored);
            return;
        }

        var isFlushed = _random.Next(3) != 0;
        var change = new Change(isFlushed);
        var copies = new List<Copy>();
        var sequence = producer.Draw();
        var (body, number) = Draw(change, isFlushed, isOrdered: true, copies);
        var numbered = new Numbered(sequence, number, copies.Count > 1, change, copies);
        _ledger.Tell($"with number {sequence}");
        producer.Add(numbered);
        Start(change, copies, body.Length, () => Publish(producer, numbered, isFlushed), (producer, numbered));
    }

    /// <summary>Makes a batch of messages that the ledger knows.</summary>
    public OutgoingBatch Batch(int count, Change change, bool isFlushed, bool isOrdered, List<Copy> copies, out int bytes)
    {
        var batch = transport.CreateBatch();
        bytes = 0;
        for (; count > 0; count--)
        {
            var before = copies.Count;
            var (body, number) = Draw(change, isFlushed, isOrdered, copies);
            bytes += body.Length;
            batch.Add(Message(number, body, copies.Count - before > 1, isFlushed));
        }

        return batch;
    }

    /// <summary>Makes a batch with a message that nobody may ever see.</summary>
    public OutgoingBatch Ghost()
    {
        var number = world.Numbers.Next();
        var batch = transport.CreateBatch();
        batch.Add(Message(number, Body.Of(number), toBoth: true, isFlushed: true));
        return batch;
    }

    /// <summary>Looks what has been answered.</summary>
    /// <param name="mayFail">Whether the device gave the broker a reason to fail.</param>
    public void Look(bool mayFail)
    {
        foreach (var publishing in _publishing.Where(static publishing => publishing.Receipt.IsCompleted).ToList())
        {
            _publishing.Remove(publishing);
            if (publishing.Failure is not { } failure)
            {
                publishing.Number?.Producer.Confirm(publishing.Number.Value.Numbered);
                _ledger.Confirm(publishing.Change, publishing.Copies);
            }
            else if (MayFail(publishing, failure))
            {
                _ledger.Tell($"{publishing.Message} is refused after all");
                Refuse(publishing.Change, publishing.Copies);
                publishing.Number?.Producer.Fail(publishing.Number.Value.Numbered, failure);
            }
            else if (!mayFail)
            {
                _ledger.Complain($"message {publishing.Message} is not confirmed: {failure}");
            }
        }
    }

    /// <summary>The broker is about to be closed: what waits may be turned away.</summary>
    public void BeginClose() => _closes = true;

    /// <summary>Nobody has anything to do any more: everything is to be answered.</summary>
    /// <param name="alsoWaiting">Also what waits for room.</param>
    public void ExpectAnswers(bool alsoWaiting)
    {
        if (_publishing.Find(publishing => alsoWaiting || !publishing.Waits) is { } unanswered)
        {
            _ledger.Complain($"everything rests, and message {unanswered.Message} is not confirmed");
        }
    }

    private void Start(
        Change change,
        IReadOnlyList<Copy> copies,
        int bytes,
        Func<ValueTask<PublishReceipt>> publish,
        (Producer Producer, Numbered Numbered)? number = null
    )
    {
        // Who comes behind what waits, waits.
        var waits = AnyWaits || !disk.TakesPublish(Bytes);
        try
        {
            _publishing.Add(new Publishing(change, copies, bytes, waits, publish()) { Number = number });
            if (waits)
            {
                _ledger.Tell("it may wait");
            }
        }
        catch (JournalFaultedException)
        {
            // Its fate is known when somebody looks.
        }
        catch (WaybillException exception)
        {
            // Nothing of it was stored.
            _ledger.Tell($"{copies[0].Number} is refused");
            Refuse(change, copies);
            number?.Producer.Refuse(number.Value.Numbered, exception);
            if (!MayBeRefused(exception, bytes, number is not null))
            {
                _ledger.Complain($"message {copies[0].Number} is refused without a reason: {exception}");
            }
        }
    }

    private void PublishAgain(Producer producer, Numbered stored)
    {
        _ledger.Tell($"publish number {stored.Sequence} again");
        ValueTask<PublishReceipt> receipt;
        try
        {
            receipt = Publish(producer, stored, stored.Change.IsFlushed);
        }
        catch (JournalFaultedException)
        {
            return;
        }

        if (receipt is { IsCompletedSuccessfully: true, Result.Duplicate: true })
        {
            _ledger.Confirm(stored.Change, stored.Copies);
        }
        else
        {
            _ledger.Complain($"message {stored.Message}, which is stored, is not confirmed as a duplicate");
        }
    }

    private ValueTask<PublishReceipt> Publish(Producer producer, Numbered numbered, bool isFlushed) =>
        transport.PublishAsync(
            Message(numbered.Message, Body.Of(numbered.Message), numbered.ToBoth, isFlushed, producer.Handle, numbered.Sequence),
            CancellationToken.None
        );

    private static void Refuse(Change change, IReadOnlyList<Copy> copies)
    {
        foreach (var copy in copies)
        {
            copy.Refuse(change);
        }
    }

    private bool MayBeRefused(WaybillException exception, int bytes, bool isNumbered) =>
        exception is TransportException
            ? _publishing.Where(static publishing => publishing.Waits).Sum(static publishing => publishing.Bytes + MostOverhead)
                + bytes
                + MostOverhead
                > waitingBytes
            : IsReason(exception, isNumbered);

    private bool MayFail(Publishing publishing, Exception failure) =>
        publishing.Waits && (failure is TransportException ? _closes : IsReason(failure, publishing.Number is not null));

    private bool IsReason(Exception exception, bool isNumbered) =>
        exception is JournalFullException ? disk.MaySeemFull : exception is ProducerFailedException && isNumbered;

    private (byte[] Body, long Number) Draw(Change change, bool isFlushed, bool isOrdered, List<Copy> copies)
    {
        var number = world.Numbers.Next();
        string[] queues = _random.Next(3) == 0 ? [Topologies.One, Topologies.Two] : [Topologies.One];
        copies.AddRange(_ledger.Publish(change, number, queues, isFlushed, isOrdered));
        return (Body.Of(number), number);
    }

    private OutgoingMessage Message(
        long number,
        byte[] body,
        bool toBoth,
        bool isFlushed,
        ProducerHandle? producer = null,
        long sequence = 0
    ) =>
        new()
        {
            Target = _exchange,
            Type = s_type,
            Id = Body.IdOf(number),
            TimestampMilliseconds = _time.GetUtcNow().ToUnixTimeMilliseconds(),
            Durability = isFlushed ? Durability.Flushed : Durability.Buffered,
            RoutingKey = toBoth ? Topologies.ToBoth : Topologies.ToOne,
            Body = body,
            Producer = producer,
            Sequence = sequence,
        };
}

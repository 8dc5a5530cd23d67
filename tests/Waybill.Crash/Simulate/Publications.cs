using Microsoft.Extensions.Time.Testing;
using Waybill.Broker;
using Waybill.Crash.Simulate.Model;
using Waybill.Transports;

namespace Waybill.Crash.Simulate;

/// <summary>What a user publishes, and what became of it. The ledger hears of everything before the broker does.</summary>
/// <param name="transport">The broker, opened.</param>
/// <param name="world">What outlives it.</param>
/// <param name="disk">Where it lies.</param>
internal sealed class Publications(ITransport transport, World world, DiskView disk)
{
    private static readonly MessageDescriptor s_type = new() { Name = "simulated" };

    private readonly Ledger _ledger = world.Ledger;
    private readonly Random _random = world.Random;
    private readonly FakeTimeProvider _time = world.Time;
    private readonly PublishTarget _exchange = transport.ResolveExchange(Topologies.Exchange);
    private readonly List<Publishing> _publishing = [];

    /// <summary>How much is not confirmed yet.</summary>
    public int Bytes => _publishing.Sum(static publishing => publishing.Bytes);

    /// <summary>Publishes messages, as one record.</summary>
    public void Publish(int count)
    {
        var isFlushed = _random.Next(3) != 0;
        var change = new Change(isFlushed);
        var copies = new List<Copy>();
        try
        {
            ValueTask<PublishReceipt> receipt;
            int bytes;
            if (count == 1)
            {
                var (message, number) = Draw(change, isFlushed, isOrdered: true, copies);
                bytes = message.Length;
                receipt = transport.PublishAsync(Message(number, message, copies.Count > 1, isFlushed), CancellationToken.None);
            }
            else
            {
                receipt = transport.PublishAsync(
                    Batch(count, change, isFlushed, isOrdered: true, copies, out bytes),
                    CancellationToken.None
                );
            }

            _publishing.Add(new Publishing(change, copies, receipt, bytes));
        }
        catch (JournalFullException)
        {
            // Nothing of it was stored.
            copies.ForEach(copy => copy.Refuse(change));
            if (!disk.MaySeemFull)
            {
                _ledger.Complain($"message {copies[0].Number} is refused for want of room, and there is some");
            }
        }
        catch (JournalFaultedException)
        {
            // Its fate is known when somebody looks.
        }
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
            if (publishing.Receipt.IsCompletedSuccessfully)
            {
                _ledger.Confirm(publishing.Change, publishing.Copies);
            }
            else if (!mayFail)
            {
                _ledger.Complain(
                    $"message {publishing.Copies[0].Number} is not confirmed: {publishing.Receipt.AsTask().Exception?.InnerException}"
                );
            }
        }
    }

    /// <summary>Nobody has anything to do any more: everything is to be answered.</summary>
    public void ExpectAnswers()
    {
        if (_publishing.Count > 0)
        {
            _ledger.Complain($"everything rests, and message {_publishing[0].Copies[0].Number} is not confirmed");
        }
    }

    private (byte[] Body, long Number) Draw(Change change, bool isFlushed, bool isOrdered, List<Copy> copies)
    {
        var number = world.Numbers.Next();
        string[] queues = _random.Next(3) == 0 ? [Topologies.One, Topologies.Two] : [Topologies.One];
        copies.AddRange(_ledger.Publish(change, number, queues, isFlushed, isOrdered));
        return (Body.Of(number), number);
    }

    private OutgoingMessage Message(long number, byte[] body, bool toBoth, bool isFlushed) =>
        new()
        {
            Target = _exchange,
            Type = s_type,
            Id = Body.IdOf(number),
            TimestampMilliseconds = _time.GetUtcNow().ToUnixTimeMilliseconds(),
            Durability = isFlushed ? Durability.Flushed : Durability.Buffered,
            RoutingKey = toBoth ? Topologies.ToBoth : Topologies.ToOne,
            Body = body,
        };

    private sealed record Publishing(Change Change, IReadOnlyList<Copy> Copies, ValueTask<PublishReceipt> Receipt, int Bytes);
}

using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport.Support;

/// <summary>The shortest ways to take what is handed over, and to finish it.</summary>
internal static class Taking
{
    public static (IHandover Way, TakingSink Sink) Subscribe(TestBroker broker, string queue = "a", int prefetch = 64)
    {
        var sink = new TakingSink();
        sink.Receiver = broker.Transport.Subscribe(new ReceiverOptions(queue, prefetch, 1 << 20) { Handover = true }, sink);
        return (sink.Receiver.Handover!, sink);
    }

    public static Delivery Take(IHandover way)
    {
        Assert.True(way.TryTake(out var delivery), "Nothing waits.");
        return delivery;
    }

    /// <summary>What was taken, as of a type that no publisher has introduced: it cannot be leased.</summary>
    public static Delivery Forge(Delivery taken) =>
        new()
        {
            Token = default,
            MessageId = taken.MessageId,
            MessageType = "nobody.publishes",
            Schema = taken.Schema,
            RoutingKey = taken.RoutingKey,
            Body = taken.Body,
            PublishedAt = taken.PublishedAt,
            Failed = 0,
            Acquired = 1,
            Durability = Durability.Memory,
            Headers = taken.Headers,
        };

    public static void Complete(IHandover way, Delivery taken, OutgoingBatch outgoing) =>
        way.Settle(
            taken,
            new Outcome
            {
                Token = taken.Token,
                Kind = OutcomeKind.Complete,
                Outgoing = outgoing,
            }
        );

    public static void Finish(IHandover way, OutcomeKind kind)
    {
        var taken = Take(way);
        if (kind == OutcomeKind.Complete)
        {
            way.Complete(taken);
        }
        else
        {
            way.Settle(taken, new Outcome { Token = taken.Token, Kind = kind });
        }
    }

    // Outcomes of handed-over messages have no answer to wait for: the queue's messages are asked for until they are there.
    public static async Task<string[]> EventuallyAsync(TestBroker broker, string queue)
    {
        while (true)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (await broker.TextsAsync(queue) is { Length: > 0 } texts)
            {
                return texts;
            }
        }
    }
}

using Waybill.Transports;

namespace Waybill.Runtime.Tests.Fakes;

internal sealed class FakeBatch(FakeTransport transport) : OutgoingBatch
{
    private readonly List<Published> _messages = [];

    public override int Count => _messages.Count;

    public bool Disposed { get; private set; }

    public bool TakenOver { get; private set; }

    public override int Add(in OutgoingMessage message)
    {
        Assert.False(Disposed || TakenOver, "A batch was used after its end.");
        var destinations = transport.Destinations(message.Type);
        if (destinations < 0)
        {
            throw new UnroutableMessageException(message.Type.Name, transport.NameOf(message.Target), "");
        }

        _messages.Add(new Published(message, transport.NameOf(message.Target)));
        return destinations;
    }

    public List<Published> TakeOver()
    {
        Assert.False(Disposed || TakenOver, "A batch was handed over after its end.");
        TakenOver = true;
        return _messages;
    }

    public override void Dispose()
    {
        Assert.False(Disposed || TakenOver, "A batch was disposed after its end.");
        Disposed = true;
    }
}

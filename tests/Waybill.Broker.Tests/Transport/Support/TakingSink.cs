using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport.Support;

/// <summary>A recording sink that is told of what waits to be taken.</summary>
internal sealed class TakingSink : RecordingSink, IDeliverySink
{
    private int _handovers;

    public IReceiver? Receiver { get; set; }

    public int Handovers => Volatile.Read(ref _handovers);

    /// <summary>What it throws when it is told of a message.</summary>
    public Exception? Failure { get; set; }

    public void OnHandover()
    {
        Interlocked.Increment(ref _handovers);
        if (Failure is { } failure)
        {
            throw failure;
        }
    }
}

namespace Waybill.Broker.Publishing;

/// <summary>Bounds the bytes of publishes that wait for room. Thread-safe.</summary>
internal sealed class WaitingBudget
{
    /// <summary>What a waiting publish takes beside its message.</summary>
    public const int OverheadBytes = 512;

    private readonly long _bytes;
    private long _left;

    public WaitingBudget(long bytes) => _left = _bytes = bytes;

    /// <summary>Takes room for one more; a publish larger than the whole budget is let through when no other waits.</summary>
    /// <exception cref="TransportException">There is none.</exception>
    public void Take(int messageBytes)
    {
        var size = (long)messageBytes + OverheadBytes;
        while (true)
        {
            var left = Volatile.Read(ref _left);
            if (left < size && left < _bytes)
            {
                throw new TransportException(
                    $"The publishes that wait for room come to {_bytes - left} bytes, and EmbeddedBrokerOptions.WaitingBytes is {_bytes}. Await publishes before you start more, or raise it."
                );
            }

            if (Interlocked.CompareExchange(ref _left, left - size, left) == left)
            {
                return;
            }
        }
    }

    public void Return(int size) => Interlocked.Add(ref _left, size);
}

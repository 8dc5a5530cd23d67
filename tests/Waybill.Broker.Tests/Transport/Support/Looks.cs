namespace Waybill.Broker.Tests.Transport.Support;

/// <summary>The journal's looks for room, one for each release; between them it pauses.</summary>
internal sealed class Looks
{
    private readonly SemaphoreSlim _due = new(0);
    private int _pauses;

    /// <summary>How often it has found the disk full, and says so.</summary>
    public int Pauses => Volatile.Read(ref _pauses);

    public void Release() => _due.Release();

    public void Pause(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _pauses);
        try
        {
            _due.Wait(cancellation);
        }
        catch (OperationCanceledException)
        {
            // The journal closes.
        }
    }
}

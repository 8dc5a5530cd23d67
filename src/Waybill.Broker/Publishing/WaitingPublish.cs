namespace Waybill.Broker.Publishing;

/// <summary>A publish that found no room.</summary>
internal abstract class WaitingPublish
{
    private const int Waiting = 0;
    private const int Started = 1;
    private const int Ended = 2;

    private readonly TaskCompletionSource<PublishReceipt> _receipt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _registration;
    private int _state = Waiting;

    protected WaitingPublish(CancellationToken cancellationToken)
    {
        CancellationToken = cancellationToken;
        _registration = cancellationToken.UnsafeRegister(static (self, token) => ((WaitingPublish)self!).Cancel(token), this);
    }

    public Task<PublishReceipt> Receipt => _receipt.Task;

    /// <summary>Cancels the wait; what was accepted is not taken back.</summary>
    public CancellationToken CancellationToken { get; }

    public bool IsEnded => Volatile.Read(ref _state) == Ended;

    /// <summary>Tries to publish.</summary>
    /// <returns>False: there is still no room.</returns>
    public bool TryStart()
    {
        // From here on a cancellation comes too late, unless there is no room after all.
        if (Interlocked.CompareExchange(ref _state, Started, Waiting) != Waiting)
        {
            return true;
        }

        if (!TryPublish(out var receipt))
        {
            Volatile.Write(ref _state, Waiting);
            if (CancellationToken.IsCancellationRequested)
            {
                Cancel(CancellationToken);
            }

            return false;
        }

        _registration.Unregister();
        _ = ForwardAsync(receipt);
        return true;
    }

    public abstract ValueTask WaitForRoomAsync();

    public void Fail(Exception exception)
    {
        Volatile.Write(ref _state, Ended);
        _registration.Unregister();
        _receipt.TrySetException(exception);
    }

    protected abstract bool TryPublish(out ValueTask<PublishReceipt> receipt);

    private void Cancel(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Ended, Waiting) == Waiting)
        {
            _receipt.TrySetCanceled(cancellationToken);
        }
    }

    private async Task ForwardAsync(ValueTask<PublishReceipt> receipt)
    {
        try
        {
            _receipt.TrySetResult(await receipt.ConfigureAwait(false));
        }
        catch (WaybillException exception)
        {
            _receipt.TrySetException(exception);
        }
    }
}

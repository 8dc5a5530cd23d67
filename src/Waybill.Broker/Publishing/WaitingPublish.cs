namespace Waybill.Broker.Publishing;

/// <summary>A publish that found no room. It lets go of its message as soon as it ends, whatever the end.</summary>
/// <param name="budget">What it took its room from.</param>
/// <param name="messageBytes">How much it took for its message.</param>
/// <param name="cancellationToken">Cancels the wait; what was accepted is not taken back.</param>
internal abstract class WaitingPublish(WaitingBudget budget, int messageBytes, CancellationToken cancellationToken)
{
    private const int Waiting = 0;
    private const int Started = 1;
    private const int Ended = 2;

    private readonly TaskCompletionSource<PublishReceipt> _receipt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _registration;
    private int _state = Waiting;

    public Task<PublishReceipt> Receipt => _receipt.Task;

    public bool IsEnded => Volatile.Read(ref _state) == Ended;

    public bool IsCancelled => cancellationToken.IsCancellationRequested;

    protected CancellationToken CancellationToken => cancellationToken;

    /// <summary>Once it is whole, and before anybody may start it.</summary>
    public void ListenForCancellation() =>
        _registration = cancellationToken.UnsafeRegister(static self => ((WaitingPublish)self!).Cancel(), this);

    /// <summary>Tries to publish.</summary>
    /// <returns>False: there is still no room.</returns>
    public bool TryStart()
    {
        if (IsCancelled)
        {
            // Its registration has not come to it yet: who cancels several at once gets all of them back as cancelled.
            Cancel();
            return true;
        }

        // From here on a cancellation comes too late, unless there is no room after all.
        if (Interlocked.CompareExchange(ref _state, Started, Waiting) != Waiting)
        {
            return true;
        }

        if (!TryPublish(out var receipt))
        {
            Volatile.Write(ref _state, Waiting);
            if (IsCancelled)
            {
                Cancel();
            }

            return false;
        }

        _registration.Unregister();
        LetGo();
        _ = ForwardAsync(receipt);
        return true;
    }

    public abstract ValueTask WaitForRoomAsync();

    public void Fail(Exception exception)
    {
        if (Interlocked.Exchange(ref _state, Ended) != Ended)
        {
            _registration.Unregister();
            LetGo();
            OnNotStored();
            _receipt.TrySetException(exception);
        }
    }

    /// <summary>
    /// It has ended without being stored. Before its publisher hears of it, and once more before the next one of the backlog is tried: whoever ends it may be slow.
    /// </summary>
    public virtual void OnNotStored() { }

    /// <summary>Ends it as cancelled, unless it is started or has ended.</summary>
    public void Cancel()
    {
        if (Interlocked.CompareExchange(ref _state, Ended, Waiting) == Waiting)
        {
            LetGo();
            OnNotStored();
            _receipt.TrySetCanceled(cancellationToken);
        }
    }

    protected abstract bool TryPublish(out ValueTask<PublishReceipt> receipt);

    /// <summary>Lets go of the message; nobody publishes it any more.</summary>
    protected abstract void DropMessage();

    private void LetGo()
    {
        DropMessage();
        budget.Return(messageBytes);
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

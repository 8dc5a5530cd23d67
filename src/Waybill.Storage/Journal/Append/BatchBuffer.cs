namespace Waybill.Storage.Append;

/// <summary>
/// The bytes of one batch, from its first append until the client has let go of it. Owned in turn by the appender (under its gate), the
/// writer, and the client.
/// </summary>
internal sealed class BatchBuffer(int bytes, Action<BatchBuffer> free)
{
    private int _lent;
    private int _copies;

    // Pinned: the address goes to the kernel for every batch.
    public byte[] Data { get; } = GC.AllocateUninitializedArray<byte>(bytes, pinned: true);

    public long Lsn;
    public int Length;
    public int RecordCount;
    public int Capacity;
    public int NormalLimit;
    public int ReservedLimit;
    public uint ChainIn;
    public uint ChainOut;
    public bool NeedsSync;
    public object? State;

    /// <summary>Tells one use of the buffer from the next.</summary>
    public int Use;

    /// <summary>How long the batch may become with an append of that priority.</summary>
    public int LimitOf(AppendPriority priority) =>
        priority switch
        {
            AppendPriority.Normal => NormalLimit,
            AppendPriority.Reserved => ReservedLimit,
            _ => Capacity,
        };

    /// <summary>A payload is being copied outside the gate.</summary>
    public void BeginCopy() => Interlocked.Increment(ref _copies);

    public void EndCopy() => Interlocked.Decrement(ref _copies);

    /// <summary>Waits for the copies that were begun; no new ones begin once the buffer is out of the gate.</summary>
    public void WaitForCopies()
    {
        var wait = new SpinWait();
        while (Volatile.Read(ref _copies) != 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }

    /// <summary>Gives the buffer to the client.</summary>
    public void Lend() => Volatile.Write(ref _lent, 1);

    public void Release(int use)
    {
        if (use != Volatile.Read(ref Use) || Interlocked.CompareExchange(ref _lent, 0, 1) != 1)
        {
            throw new InvalidOperationException("The batch was released before.");
        }
        free(this);
    }
}

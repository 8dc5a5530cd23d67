namespace Waybill.Storage.Append;

/// <summary>
/// The bytes of one batch, from its first append until the client has let go of it. Owned in turn by the appender (under its gate), the
/// writer, and the client's references.
/// </summary>
internal sealed class BatchBuffer(int bytes, Action<BatchBuffer> free)
{
    private int _references;
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
            wait.SpinOnce();
        }
    }

    /// <summary>Gives the client its first reference.</summary>
    public void Lend() => Volatile.Write(ref _references, 1);

    public void Retain(int use)
    {
        int present;
        do
        {
            present = Volatile.Read(ref _references);
            if (present <= 0 || use != Volatile.Read(ref Use))
            {
                throw new InvalidOperationException("The batch was released: retain it before its last release.");
            }
        } while (Interlocked.CompareExchange(ref _references, present + 1, present) != present);
    }

    public void Release(int use)
    {
        int present;
        do
        {
            present = Volatile.Read(ref _references);
            if (present <= 0 || use != Volatile.Read(ref Use))
            {
                throw new InvalidOperationException("The batch was released more often than it was retained.");
            }
        } while (Interlocked.CompareExchange(ref _references, present - 1, present) != present);
        if (present == 1)
        {
            free(this);
        }
    }
}

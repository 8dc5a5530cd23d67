namespace Waybill.Storage;

/// <summary>
/// What the journal calls back. <see cref="OnRecovered"/> runs while the journal opens, everything else on the journal's writer thread: be
/// short, do not block, do not wait for an append. An exception out of a callback faults the journal.
/// </summary>
internal interface IJournalClient
{
    /// <summary>
    /// The newest checkpoint that can be read, found at open and before every record: it stands for all records before its position, which are not handed out.
    /// </summary>
    /// <param name="lsn">Its position.</param>
    /// <param name="content">What the client wrote; valid during the call only.</param>
    /// <exception cref="NewerContentException">A newer build wrote it: the journal is not opened, and nothing is changed.</exception>
    void OnCheckpoint(long lsn, Stream content);

    /// <summary>One record found at open, in LSN order. The payload is valid during the call only.</summary>
    /// <param name="record">The record.</param>
    /// <exception cref="NewerContentException">A newer build wrote it: the journal is not opened, and nothing is changed.</exception>
    void OnRecovered(in JournalRecord record);

    /// <summary>
    /// Makes the object that the appends of one future batch share, a confirm for example. Called ahead of the batch, under no lock; the
    /// batch's position is in <see cref="Appended.BatchLsn"/> and <see cref="CommittedBatch.Lsn"/>.
    /// </summary>
    /// <returns>A fresh object.</returns>
    object CreateBatchState();

    /// <summary>
    /// A batch is as durable as its appends asked. Batches come in LSN order. The client owns one reference to the batch's buffer and must
    /// give it back with <see cref="CommittedBatch.Release"/>, from any thread, soon, and without waiting for an append of its own.
    /// </summary>
    /// <param name="batch">The batch.</param>
    void OnCommitted(CommittedBatch batch);

    /// <summary>
    /// The journal has stopped for good: no uncommitted append will be committed by it, though recovery may find it. Called once at most.
    /// </summary>
    /// <param name="fault">What failed.</param>
    /// <param name="uncommitted">The states of the batches that were not committed, oldest first; a state may have no append.</param>
    void OnFaulted(StorageFaultedException fault, IReadOnlyList<object> uncommitted);
}

using Waybill.Broker.Checkpoints;
using Waybill.Broker.Confirms;
using Waybill.Broker.Core;
using Waybill.Broker.Records;
using Waybill.Storage;
using Waybill.Storage.Threads;

namespace Waybill.Broker.Loop;

/// <summary>What the journal calls back: the fold at recovery; confirms and committed batches afterwards, on the journal's thread.</summary>
internal sealed class JournalClient(BrokerState state, IThreads threads) : IJournalClient
{
    private BrokerLoop? _loop;
    private JournalFaultedException? _fault;

    /// <summary>How many records were read behind the checkpoint.</summary>
    public long RecoveredRecords { get; private set; }

    /// <summary>The position of the checkpoint that was read; 0 when there was none.</summary>
    public long CheckpointLsn { get; private set; }

    /// <summary>From here on committed batches go to the loop; what is committed before, while the broker is set up, was applied where it was written.</summary>
    public void Attach(BrokerLoop loop)
    {
        Interlocked.Exchange(ref _loop, loop);
        if (Volatile.Read(ref _fault) is { } fault)
        {
            loop.PostFault(fault);
        }
    }

    /// <summary>There may be room in the journal for what found none; from any thread.</summary>
    public void OnRoom() => Volatile.Read(ref _loop)?.Wake();

    public void OnCheckpoint(long lsn, Stream content)
    {
        CheckpointLsn = lsn;
        try
        {
            CheckpointContent.Read(content, lsn, state);
        }
        catch (NewerRecordException newer)
        {
            throw new NewerContentException(lsn, newer.What);
        }
        catch (RecordFormatException exception)
        {
            throw new UnreadableRecordException(lsn, exception);
        }
    }

    public void OnRecovered(in JournalRecord record)
    {
        RecoveredRecords++;
        try
        {
            state.Apply(record.Type, record.Lsn, record.Payload.Span);
        }
        catch (NewerRecordException newer)
        {
            throw new NewerContentException(record.Lsn, newer.What);
        }
        catch (RecordFormatException exception)
        {
            throw new UnreadableRecordException(record.Lsn, record.Type, exception);
        }
    }

    public object CreateBatchState() => new ConfirmGroup(threads);

    public void OnCommitted(CommittedBatch batch)
    {
        var group = (ConfirmGroup)batch.State;
        if (Volatile.Read(ref _loop) is { } loop)
        {
            loop.Post(batch);
        }
        else
        {
            batch.Release();
        }

        // Only now: whoever has a receipt and asks the loop finds the message there.
        group.Complete();
    }

    public void OnFaulted(StorageFaultedException fault, IReadOnlyList<object> uncommitted)
    {
        foreach (var group in uncommitted)
        {
            ((ConfirmGroup)group).Fail(fault.Message, fault);
        }

        // Kept before the loop is looked for, and looked for by Attach after the loop is kept: one of the two sees the other.
        var final = new JournalFaultedException(fault.Message, fault);
        Interlocked.Exchange(ref _fault, final);
        Volatile.Read(ref _loop)?.PostFault(final);
    }
}

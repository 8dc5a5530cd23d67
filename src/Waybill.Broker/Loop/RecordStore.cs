using Waybill.Broker.Records;
using Waybill.Storage;
using Waybill.Transports;

namespace Waybill.Broker.Loop;

/// <summary>Reads a record of the journal; see <see cref="Journal.TryRead"/>.</summary>
internal delegate bool RecordSource(long lsn, Memory<byte> destination, out JournalRecord record, out int requiredBytes);

/// <summary>
/// Finds records by their position: in the batch that was just committed, in memory, or in the journal. The last one read is kept, for records that hold
/// many messages. For one thread.
/// </summary>
internal sealed class RecordStore(RecordSource source, MemoryRecords? memory)
{
    private const int FirstBufferBytes = 4096;

    private byte[] _buffer = new byte[FirstBufferBytes];
    private JournalRecord _last = new(-1, 0, default);
    private CommittedBatch? _batch;

    /// <summary>The batch whose bytes are at hand; null when it was released.</summary>
    public void Use(CommittedBatch? batch) => _batch = batch;

    /// <summary>A record; its payload is valid until the next call.</summary>
    public (byte Type, ReadOnlyMemory<byte> Payload) Get(long lsn)
    {
        if (lsn < 0)
        {
            return memory!.Get(lsn);
        }

        if (_batch is { } batch && batch.TryGet(lsn, out var record))
        {
            return (record.Type, record.Payload);
        }

        if (_last.Lsn != lsn)
        {
            Read(lsn);
        }

        return (_last.Type, _last.Payload);
    }

    /// <summary>A dead letter's history; empty for a message that never died.</summary>
    public IReadOnlyList<Death> Deaths(long deathLsn) =>
        deathLsn == 0 ? [] : DeathCodec.Decode(OutcomeCodec.Read(Get(deathLsn).Payload.Span).Deaths);

    private void Read(long lsn)
    {
        _last = new JournalRecord(-1, 0, default);
        JournalRecord record;
        while (!source(lsn, _buffer, out record, out var required))
        {
            _buffer = new byte[Math.Max(required, _buffer.Length * 2)];
        }

        _last = record;
    }
}

using Waybill.Broker.Core;
using Waybill.Broker.Records;
using Waybill.Storage;
using Waybill.Transports;

namespace Waybill.Broker.Loop;

/// <summary>Reads a record of the journal; see <see cref="Journal.TryRead"/>.</summary>
internal delegate bool RecordSource(long lsn, Memory<byte> destination, out JournalRecord record, out int requiredBytes);

/// <summary>
/// Finds records and their messages by position: in the batch that was just committed, in memory, or in the journal. The last few that were read are kept, for
/// records that hold many messages and queues that are read in turn. For one thread.
/// </summary>
internal sealed class RecordStore(RecordSource source, MemoryRecords? memory)
{
    private readonly ReadRecord[] _read = [new(), new(), new(), new()];
    private readonly MessageOffsets[] _offsets = [new(), new(), new(), new()];
    private int _nextRead;
    private int _nextOffsets;
    private CommittedBatch? _batch;

    /// <summary>The batch whose bytes are at hand; null when it was released.</summary>
    public void Use(CommittedBatch? batch) => _batch = batch;

    /// <summary>A message; valid until the next call.</summary>
    /// <exception cref="RecordFormatException">The record has no such message.</exception>
    public MessageView Message(MessageRef message)
    {
        var (type, payload) = Get(message.Lsn);
        return message.Index == 0
            ? RecordMessages.First(type, payload.Span)
            : OffsetsOf(message.Lsn).Read(type, payload.Span, message.Index);
    }

    /// <summary>A dead letter's history; empty for a message that never died.</summary>
    public IReadOnlyList<Death> Deaths(long deathLsn) =>
        deathLsn == 0 ? [] : DeathCodec.Decode(OutcomeCodec.Read(Get(deathLsn).Payload.Span).Deaths);

    private (byte Type, ReadOnlyMemory<byte> Payload) Get(long lsn)
    {
        if (lsn < 0)
        {
            return memory!.Get(lsn);
        }

        if (_batch is { } batch && batch.TryGet(lsn, out var record))
        {
            return (record.Type, record.Payload);
        }

        foreach (var read in _read)
        {
            if (read.Record.Lsn == lsn)
            {
                return (read.Record.Type, read.Record.Payload);
            }
        }

        var next = _read[_nextRead];
        _nextRead = (_nextRead + 1) % _read.Length;
        next.Read(source, lsn);
        return (next.Record.Type, next.Record.Payload);
    }

    private MessageOffsets OffsetsOf(long lsn)
    {
        foreach (var offsets in _offsets)
        {
            if (offsets.Lsn == lsn)
            {
                return offsets;
            }
        }

        var next = _offsets[_nextOffsets];
        _nextOffsets = (_nextOffsets + 1) % _offsets.Length;
        next.Begin(lsn);
        return next;
    }

    /// <summary>A record as it was read, with its buffer.</summary>
    private sealed class ReadRecord
    {
        // As much as most records have. A larger buffer, once there was a need for it, is no reason to read more than a record needs.
        private const int FirstBytes = 4096;

        private byte[] _buffer = [];

        public JournalRecord Record { get; private set; } = new(-1, 0, default);

        public void Read(RecordSource source, long lsn)
        {
            Record = new JournalRecord(-1, 0, default);
            JournalRecord record;
            for (var bytes = FirstBytes; !source(lsn, Buffer(bytes), out record, out var required); bytes = required) { }
            Record = record;
        }

        private Memory<byte> Buffer(int bytes)
        {
            if (_buffer.Length < bytes)
            {
                _buffer = new byte[bytes];
            }

            return _buffer.AsMemory(0, bytes);
        }
    }
}

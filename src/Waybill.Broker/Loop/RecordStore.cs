using Waybill.Broker.Core;
using Waybill.Broker.Records;
using Waybill.Storage;
using Waybill.Transports;

namespace Waybill.Broker.Loop;

/// <summary>Reads a record of the journal; see <see cref="Journal.Read"/>.</summary>
internal delegate JournalRecord RecordSource(long lsn, RecordBlock block, int bytes);

/// <summary>
/// Finds records and their messages by position: in the batch that was just committed, in memory, or in the journal. The last few blocks that were read are kept, for
/// records that hold many messages and queues that are read in turn; a backlog, which is read in order, is read in blocks that grow. For one thread.
/// </summary>
internal sealed class RecordStore(RecordSource source, MemoryRecords? memory)
{
    private readonly RecordBlock[] _blocks = [new(), new(), new(), new(), new(), new(), new(), new()];
    private readonly MessageOffsets[] _offsets = [new(), new(), new(), new()];
    private RecordBlock _lastBlock = new();
    private int _nextBlock;
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

        if (!_lastBlock.TryGet(lsn, out var read))
        {
            read = Find(lsn);
        }

        return (read.Type, read.Payload);
    }

    private JournalRecord Find(long lsn)
    {
        foreach (var block in _blocks)
        {
            if (block.TryGet(lsn, out var found))
            {
                _lastBlock = block;
                return found;
            }
        }

        return Read(lsn);
    }

    private JournalRecord Read(long lsn)
    {
        // Of those that read in order, who is closest before it.
        var (continued, bytes) = ((RecordBlock?)null, RecordBlock.LeastBytes);
        foreach (var block in _blocks)
        {
            if ((continued is null || block.Lsn > continued.Lsn) && block.IsContinuedAt(lsn, out var more))
            {
                (continued, bytes) = (block, more);
            }
        }

        // Large records take one another's place, not that of those who read in order.
        if (continued is null && _lastBlock.IsLarge)
        {
            continued = _lastBlock;
        }
        else if (continued is null)
        {
            continued = _blocks[_nextBlock];
            _nextBlock = (_nextBlock + 1) % _blocks.Length;
        }

        _lastBlock = continued;
        return source(lsn, continued, bytes);
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
}

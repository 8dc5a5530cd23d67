using Waybill.Storage.Append;

namespace Waybill.Storage;

/// <summary>
/// A batch that is as durable as its appends asked. Its bytes are the journal's own buffer: they stay valid until it is
/// released, once, by any copy of this value. Thread-safe.
/// </summary>
internal readonly struct CommittedBatch
{
    private readonly BatchBuffer _buffer;
    private readonly int _use;

    internal CommittedBatch(BatchBuffer buffer)
    {
        _buffer = buffer;
        _use = buffer.Use;
    }

    /// <summary>The batch's position, <see cref="Appended.BatchLsn"/> of each of its appends.</summary>
    public long Lsn => _buffer.Lsn;

    /// <summary>How many records it has.</summary>
    public int RecordCount => _buffer.RecordCount;

    /// <summary>The bytes of header and records.</summary>
    public int Length => _buffer.Length;

    /// <summary>The place behind it.</summary>
    public JournalPosition End => new(JournalFormat.AlignBatch(_buffer.Lsn + _buffer.Length), _buffer.ChainOut);

    /// <summary>What <see cref="IJournalClient.CreateBatchState"/> made for it.</summary>
    public object State => _buffer.State!;

    /// <summary>Enumerates the records in LSN order; their payloads are valid as long as the batch.</summary>
    public Enumerator GetEnumerator() => new(_buffer);

    /// <summary>Finds a record of this batch by its position, as it was appended; its payload is valid as long as the batch.</summary>
    /// <param name="lsn">The position of a record, from <see cref="Appended.Lsn"/> or <see cref="JournalRecord.Lsn"/>.</param>
    /// <param name="record">The record.</param>
    /// <returns>False: the position lies in another batch.</returns>
    public bool TryGet(long lsn, out JournalRecord record)
    {
        var at = lsn - _buffer.Lsn;
        if (at < JournalFormat.BatchHeaderBytes || at >= _buffer.Length)
        {
            record = default;
            return false;
        }
        record = Enumerator.At(_buffer, (int)at);
        return true;
    }

    /// <summary>Gives the buffer back, which the journal uses again.</summary>
    /// <exception cref="InvalidOperationException">It was given back before.</exception>
    public void Release() => _buffer.Release(_use);

    /// <summary>Walks the records of a batch.</summary>
    public struct Enumerator
    {
        private readonly BatchBuffer _buffer;
        private int _next;

        internal Enumerator(BatchBuffer buffer)
        {
            _buffer = buffer;
            _next = JournalFormat.BatchHeaderBytes;
        }

        /// <summary>The record.</summary>
        public JournalRecord Current { get; private set; }

        /// <summary>Goes to the next record; false at the end.</summary>
        public bool MoveNext()
        {
            if (_next >= _buffer.Length)
            {
                return false;
            }
            Current = At(_buffer, _next);
            _next += JournalFormat.RecordBytes(Current.Payload.Length);
            return true;
        }

        internal static JournalRecord At(BatchBuffer buffer, int at)
        {
            var header = buffer.Data.AsSpan(at);
            var payloadBytes = BitConverter.ToInt32(header);
            return new JournalRecord(buffer.Lsn + at, header[4], buffer.Data.AsMemory(at + JournalFormat.RecordHeaderBytes, payloadBytes));
        }
    }
}

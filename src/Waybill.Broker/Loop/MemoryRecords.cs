using Waybill.Broker.Publishing;

namespace Waybill.Broker.Loop;

/// <summary>
/// Records that live in memory only, under negative positions that rise; each goes when the last queue entry that needs it is settled. For the broker's
/// thread.
/// </summary>
internal sealed class MemoryRecords(MemoryBudget budget)
{
    private readonly Dictionary<long, Record> _records = [];
    private long _next = long.MinValue + 1;

    /// <summary>Keeps a record, whose publisher took its size from the budget.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="payload">Its bytes.</param>
    /// <param name="entries">How many queue entries need it.</param>
    public long Add(byte type, byte[] payload, int entries)
    {
        var position = _next++;
        _records.Add(position, new Record(type, payload, entries));
        return position;
    }

    /// <summary>Keeps the record of one message in one queue.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="payload">Its bytes.</param>
    /// <param name="taken">What its publisher took from the budget.</param>
    public long AddTaken(byte type, byte[] payload, int taken)
    {
        budget.Return(taken - payload.Length);
        return Add(type, payload, entries: 1);
    }

    public (byte Type, ReadOnlyMemory<byte> Payload) Get(long position)
    {
        var record = _records[position];
        return (record.Type, record.Payload);
    }

    /// <summary>An entry that needed the record is settled for good.</summary>
    public void Release(long position)
    {
        if (_records.TryGetValue(position, out var record) && --record.Entries == 0)
        {
            _records.Remove(position);
            budget.Return(record.Payload.Length);
        }
    }

    /// <summary>Nothing is settled any more: publishes that wait for room are turned away.</summary>
    public void Close() => budget.Close();

    private sealed class Record(byte type, byte[] payload, int entries)
    {
        public byte Type => type;

        public byte[] Payload => payload;

        public int Entries { get; set; } = entries;
    }
}

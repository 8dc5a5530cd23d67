using Waybill.Storage;

namespace Waybill.Crash.Journals;

/// <summary>A record as a journal said that it was committed or recovered.</summary>
internal sealed record WrittenRecord(long Lsn, byte Type, byte[] Payload)
{
    /// <summary>The first byte behind header and payload.</summary>
    public long End => Lsn + JournalFormat.RecordHeaderBytes + Payload.Length;

    public static WrittenRecord Of(in JournalRecord record) => new(record.Lsn, record.Type, record.Payload.ToArray());

    public bool IsSameAs(WrittenRecord other) => Lsn == other.Lsn && Type == other.Type && Payload.AsSpan().SequenceEqual(other.Payload);
}

/// <summary>A batch as it was committed.</summary>
internal sealed record WrittenBatch(long Lsn, IReadOnlyList<WrittenRecord> Records)
{
    public static WrittenBatch Of(CommittedBatch batch)
    {
        var records = new List<WrittenRecord>(batch.RecordCount);
        foreach (var record in batch)
        {
            records.Add(WrittenRecord.Of(record));
        }

        return new WrittenBatch(batch.Lsn, records);
    }

    /// <summary>The first byte behind the last record.</summary>
    public long End => Records[^1].End;
}

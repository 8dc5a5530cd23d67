namespace Waybill.Broker.Records;

/// <summary>A whole record whose content makes no sense, with its place.</summary>
internal sealed class UnreadableRecordException(long lsn, byte type, RecordFormatException inner)
    : Exception($"The record at LSN {lsn}, of type {type}, cannot be understood: {inner.Message} Nothing was changed.", inner)
{
    public long Lsn => lsn;
}

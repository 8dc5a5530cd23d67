using Waybill.Storage;

namespace Waybill.Broker.Records;

/// <summary>A whole record or checkpoint whose content makes no sense, with its place.</summary>
internal sealed class UnreadableRecordException : ContentException
{
    /// <summary>A record.</summary>
    public UnreadableRecordException(long lsn, byte type, RecordFormatException inner)
        : base($"The record at LSN {lsn}, of type {type}, cannot be understood: {inner.Message} Nothing was changed.", lsn, inner) { }

    /// <summary>A checkpoint.</summary>
    public UnreadableRecordException(long lsn, RecordFormatException inner)
        : base($"The checkpoint at LSN {lsn} cannot be understood: {inner.Message} Nothing was changed.", lsn, inner) { }
}

namespace Waybill.Storage;

/// <summary>A place between two batches, from which the log can be read on.</summary>
/// <param name="Lsn">Where the next batch stands.</param>
/// <param name="Chain">The CRC of the last record before it, or the segment's seed.</param>
internal readonly record struct JournalPosition(long Lsn, uint Chain);

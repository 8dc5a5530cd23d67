namespace Waybill.Storage.Append;

/// <summary>Where the log goes on.</summary>
/// <param name="Lsn">The next batch's position; the end of a full segment is allowed.</param>
/// <param name="Chain">The CRC of the last record before it.</param>
/// <param name="SegmentBase">The base of the segment that the position is in.</param>
internal readonly record struct LogPosition(long Lsn, uint Chain, long SegmentBase);

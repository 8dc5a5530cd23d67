namespace Waybill.Cli.Journals;

/// <summary>A message that a queue needs, and that cannot be read.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Lsn">The position of its record.</param>
/// <param name="Index">Its place in the record.</param>
/// <param name="Id">Its id, from its record or what is left of that; null when that cannot be told.</param>
/// <param name="IsIdConfirmed">A checksum confirms the id.</param>
/// <param name="OnlyHistory">The message is there, and only the record that tells of its deaths is lost.</param>
/// <param name="IsSegmentGone">There is no file of the segment that the record was in.</param>
/// <param name="IsJoined">Between it and the one before it the queue has no message that can be read.</param>
internal sealed record LostMessage(
    string Queue,
    long Lsn,
    int Index,
    Guid? Id,
    bool IsIdConfirmed,
    bool OnlyHistory,
    bool IsSegmentGone,
    bool IsJoined
);

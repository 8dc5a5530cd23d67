namespace Waybill.Cli.Journals;

/// <summary>A message as it stands in a damaged record: no checksum confirms it.</summary>
/// <param name="Lsn">The record's position.</param>
/// <param name="Index">The message's place in the record.</param>
/// <param name="Id">The message's id.</param>
/// <param name="Type">The name of its type.</param>
/// <param name="Queues">Where it was to go.</param>
/// <param name="IsLikely">Its type and queues can be those of a message; otherwise what damaged the record damaged them.</param>
internal sealed record FragmentMessage(long Lsn, int Index, Guid Id, string Type, IReadOnlyList<string> Queues, bool IsLikely);

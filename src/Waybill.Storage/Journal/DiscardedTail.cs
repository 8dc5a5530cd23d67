namespace Waybill.Storage;

/// <summary>
/// What recovery overwrote behind the last whole record: what a crash or a power cut left of appends that were not confirmed as durable, or of
/// the mark of a clean close. Should one of them have
/// been, then the medium has lost it.
/// </summary>
/// <param name="File">The path of the segment where it began.</param>
/// <param name="Offset">The offset of its first byte in that file.</param>
/// <param name="Bytes">How many bytes there were from the first to the last that was not zero, over all segments.</param>
internal sealed record DiscardedTail(string File, long Offset, long Bytes);

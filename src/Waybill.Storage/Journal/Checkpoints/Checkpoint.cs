namespace Waybill.Storage.Checkpoints;

/// <summary>A checkpoint that can be read: what a client keeps of everything before a position, so that it need not be read again.</summary>
/// <param name="Position">The position.</param>
/// <param name="SegmentBytes">The size of the journal's segments.</param>
/// <param name="ContentBytes">How much the client wrote.</param>
internal sealed record Checkpoint(JournalPosition Position, long SegmentBytes, long ContentBytes);

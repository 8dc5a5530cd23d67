namespace Waybill.Storage.Checkpoints;

/// <summary>What a client keeps of everything before a position, so that it need not be read again.</summary>
/// <param name="Position">The position.</param>
/// <param name="Content">What the client wrote.</param>
internal sealed record Checkpoint(JournalPosition Position, ReadOnlyMemory<byte> Content);

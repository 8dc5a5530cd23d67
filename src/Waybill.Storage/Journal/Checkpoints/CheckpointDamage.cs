namespace Waybill.Storage.Checkpoints;

/// <summary>Why a checkpoint cannot be read.</summary>
/// <param name="Offset">Where in the file it is damaged.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="IsNewer">Nothing is: a newer build wrote it.</param>
internal readonly record struct CheckpointDamage(long Offset, string Reason, bool IsNewer = false);

namespace Waybill.Storage.Recovery;

/// <summary>The batch that the end of the log runs through: its header must be told what is left of it.</summary>
/// <param name="Lsn">The batch's position.</param>
/// <param name="RecordCount">How many of its records are whole.</param>
internal readonly record struct TailCut(long Lsn, int RecordCount);

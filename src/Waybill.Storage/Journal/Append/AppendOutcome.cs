namespace Waybill.Storage.Append;

/// <summary>What became of an attempt to append.</summary>
internal enum AppendOutcome : byte
{
    Done,
    NoRoom,

    /// <summary>The journal is closed or faulted.</summary>
    Stopped,
}

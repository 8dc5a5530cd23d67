namespace Waybill.Storage.Append;

/// <summary>What became of an attempt to append.</summary>
internal enum AppendOutcome : byte
{
    Done,
    NoRoom,

    /// <summary>The disk is full, and the append takes room.</summary>
    Full,

    /// <summary>The journal is closed or faulted.</summary>
    Stopped,
}

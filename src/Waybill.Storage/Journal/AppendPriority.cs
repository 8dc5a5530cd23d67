namespace Waybill.Storage;

/// <summary>Which part of the buffers an append may use.</summary>
internal enum AppendPriority : byte
{
    /// <summary>All but the reserve.</summary>
    Normal,

    /// <summary>
    /// The reserve too: the last eighth of every buffer, the last free buffer, and on a full disk the present segment. For what makes room, such as settlements, so that it does
    /// not stand in line behind what takes room.
    /// </summary>
    Reserved,

    /// <summary>
    /// Everything: on a full disk also the last sectors of the present segment, which are kept for what lets segments go, so that it does not stand in line behind what
    /// only makes room when segments go.
    /// </summary>
    Last,
}

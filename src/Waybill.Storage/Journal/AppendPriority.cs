namespace Waybill.Storage;

/// <summary>Which part of the buffers an append may use.</summary>
internal enum AppendPriority : byte
{
    /// <summary>All but the reserve.</summary>
    Normal,

    /// <summary>
    /// The reserve too: the last eighth of every buffer, and the last free buffer. For what makes room, such as settlements, so that it does
    /// not stand in line behind what takes room.
    /// </summary>
    Reserved,
}

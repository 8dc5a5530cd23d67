namespace Waybill;

/// <summary>How much a confirmed message survives, from weak to strong.</summary>
#if WAYBILL_COMPONENT
internal
#else
public
#endif
enum Durability
{
    /// <summary>Nothing: the message lives in the process's memory only.</summary>
    Memory = 0,

    /// <summary>A crash of the process: the message is in the operating system's page cache.</summary>
    Buffered = 1,

    /// <summary>A power cut: the message was synced to the device (group commit and <c>fdatasync</c>).</summary>
    Flushed = 2,
}

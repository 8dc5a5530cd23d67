namespace Waybill.Storage;

/// <summary>How durable an append must be before its batch is handed to the client.</summary>
internal enum CommitLevel : byte
{
    /// <summary>In the operating system's page cache: survives the process, not a power cut.</summary>
    Written,

    /// <summary>On the medium (fdatasync has succeeded): survives a power cut.</summary>
    Flushed,
}

namespace Waybill.Storage.Tests.Support;

internal enum SimulatedOperationKind
{
    Create,
    Write,
    Sync,
    Rename,
    Delete,
    SyncDirectory,
    Map,
}

/// <summary>One call that changes the device, in the order they came.</summary>
/// <param name="Number">Which one it is.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Name">The file.</param>
/// <param name="End">Behind the last byte that a write writes, or of the file that is created.</param>
/// <param name="Growth">How many bytes more the device holds afterwards.</param>
internal readonly record struct SimulatedOperation(int Number, SimulatedOperationKind Kind, string Name, long End = 0, long Growth = 0);

/// <summary>What a call comes to.</summary>
internal enum SimulatedOutcome
{
    Succeed,
    Fail,

    /// <summary>There is no room on the disk for it.</summary>
    DiskFull,
    CutPower,
}

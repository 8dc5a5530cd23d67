namespace Waybill.Storage.Tests.Support;

internal enum SimulatedOperationKind
{
    Create,
    Write,
    Sync,
    Rename,
    Delete,
    SyncDirectory,
}

/// <summary>One call that changes the device, in the order they came.</summary>
internal readonly record struct SimulatedOperation(int Number, SimulatedOperationKind Kind, string Name);

/// <summary>What a call comes to.</summary>
internal enum SimulatedOutcome
{
    Succeed,
    Fail,

    /// <summary>There is no room on the disk for it.</summary>
    DiskFull,
    CutPower,
}

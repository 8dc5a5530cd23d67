namespace Waybill.Cli.Tests.Support;

/// <summary>
/// Tests that start processes. Between fork and exec a child holds whatever files this process has open, and so the lock of a folder that another test has just let go of: no test
/// that opens folders runs beside these.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class StartsProcesses
{
    public const string Name = nameof(StartsProcesses);
}

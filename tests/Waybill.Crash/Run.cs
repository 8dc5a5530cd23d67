using Waybill.Crash.Mutants;
using Waybill.Storage.Devices;

namespace Waybill.Crash;

/// <summary>How a verb is run.</summary>
/// <param name="Seed">Decides what is left to chance.</param>
/// <param name="Output">Where the report goes.</param>
/// <param name="Mutant">What is wrong with what the verb looks at, to see that it notices; null: nothing.</param>
internal sealed record Run(int Seed, TextWriter Output, Mutant? Mutant = null)
{
    /// <summary>A mutant's data shows nothing that was not known.</summary>
    public bool KeepsData => Mutant is null;

    /// <summary>What children are told besides.</summary>
    public string[] ChildArguments => Mutant is { } mutant ? ["--mutant", $"{mutant}"] : [];

    /// <summary>The device as the journal sees it.</summary>
    public IStorageDevice Wire(IStorageDevice device) => Mutant?.Wire(device) ?? device;
}

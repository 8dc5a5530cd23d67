using Waybill.Crash.BitFlip;
using Waybill.Crash.Faults;
using Waybill.Crash.Kill;
using Waybill.Crash.PowerCut;
using Waybill.Crash.Simulate;
using Waybill.Crash.Torn;

namespace Waybill.Crash.Mutants;

/// <summary>A mutant and a verb that has to notice it.</summary>
/// <param name="Mutant">The mutant.</param>
/// <param name="Verb">The verb's name.</param>
internal sealed record MutantCase(Mutant Mutant, string Verb)
{
    // A mutant is found by what it does all the time: a few runs are enough.
    private const int Step = 509;
    private const int Subsets = 10;
    private const int Cuts = 10;
    private const int Cycles = 5;
    private const int Points = 10;

    // Most are noticed by the first ones; a record that is needed shows only where something is cleaned, and the process ends then.
    private const int Seeds = 2_000;

    /// <summary>Every mutant with every verb that is there to notice such a thing.</summary>
    public static IReadOnlyList<MutantCase> All { get; } =
    [
        new(Mutant.SkipSync, "torn"),
        new(Mutant.SkipSync, "power-cut"),
        new(Mutant.SkipDirectorySync, "torn"),
        new(Mutant.ConfirmEarly, "torn"),
        new(Mutant.ConfirmEarly, "power-cut"),
        new(Mutant.IgnoreFailedSync, "faults"),
        new(Mutant.CutTooEarly, "torn"),
        new(Mutant.CutTooEarly, "bit-flip"),
        new(Mutant.CleanLiveRecord, "torn"),
        new(Mutant.EmptyCheckpoint, "bit-flip"),
        new(Mutant.DropSettlement, "kill"),
        new(Mutant.ClaimWithoutOutcome, "kill"),
        new(Mutant.SkipSync, "simulate"),
        new(Mutant.SkipDirectorySync, "simulate"),
        new(Mutant.ConfirmEarly, "simulate"),
        new(Mutant.IgnoreFailedSync, "simulate"),
        new(Mutant.CutTooEarly, "simulate"),
        new(Mutant.DropSettlement, "simulate"),
        new(Mutant.ClaimWithoutOutcome, "simulate"),
        new(Mutant.CleanLiveRecord, "simulate"),
        new(Mutant.DoubleDelivery, "simulate"),
        new(Mutant.BreakOrder, "simulate"),
        new(Mutant.ShortenDelay, "simulate"),
        new(Mutant.LoseWakeup, "simulate"),
        new(Mutant.KeepLeases, "simulate"),
        new(Mutant.ForgetNumber, "simulate"),
    ];

    /// <summary>Runs the verb on the mutant.</summary>
    /// <returns>1 when it was noticed, 0 when it was not, 2 when the verb cannot be run here.</returns>
    public async Task<int> ExecuteAsync(int seed, TextWriter output)
    {
        var run = new Run(seed, output, Mutant);
        return Verb switch
        {
            "torn" => await TornRun.ExecuteAsync(Step, Subsets, run),
            "bit-flip" => await BitFlipRun.ExecuteAsync(allBits: false, Step, Step, run),
            "faults" => await FaultRun.ExecuteAsync(Points, call: "fdatasync", run),
            "power-cut" => PowerCutRun.Execute(Cuts, lanes: 1, run),
            "simulate" => SimulateRun.Execute(Seeds, run),
            "kill" => KillRun.Execute(Cycles, lanes: 1, run),
            _ => throw new InvalidOperationException($"There is no verb '{Verb}'."),
        };
    }
}

using Waybill.Crash.Mutants;
using Waybill.Storage.Tests.Support;

namespace Waybill.Crash.Simulate;

/// <summary>A broker's lives as a seed decides them: everything in it follows from the seed.</summary>
internal static class Simulation
{
    private const int MostLives = 4;

    /// <param name="seed">The seed.</param>
    /// <param name="mutant">What the broker does wrong; null: nothing.</param>
    /// <param name="tell">Is told of everything that happens; null: nobody.</param>
    /// <returns>What was wrong, null when nothing was; and what happened, in one number.</returns>
    public static (string? Violation, int Trace) Run(int seed, Mutant? mutant, Action<string>? tell)
    {
        var world = new World(seed, mutant, tell);
        var device = new SimulatedDevice();
        var lives = world.Random.Next(1, MostLives + 1);
        for (var i = 0; i <= lives && world.Ledger.Violation is null; i++)
        {
            var plan = i < lives ? LifePlan.Draw(world.Random, world.IsFull) : LifePlan.DrawLast(world.Random, world.IsFull);
            device = new Life(world, plan, device).Run();
        }

        return (world.Ledger.Violation, world.Trace);
    }
}

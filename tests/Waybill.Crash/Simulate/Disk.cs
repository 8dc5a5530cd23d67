using Waybill.Storage.Tests.Support;

namespace Waybill.Crash.Simulate;

/// <summary>What happens to a device in one life: others have turns while an operation is under way, one fails, the disk is full for a while, the power goes.</summary>
/// <param name="device">The device.</param>
/// <param name="plan">What is to happen.</param>
/// <param name="random">Decides the rest.</param>
/// <param name="overlap">Lets others go on during an operation.</param>
/// <param name="tell">Is told of everything.</param>
internal sealed class Disk(SimulatedDevice device, LifePlan plan, Random random, Action overlap, Action<string> tell)
{
    private const int MaxDepth = 3;

    private int _depth;

    /// <summary>The device as the next process finds it; null as long as this one lives.</summary>
    public SimulatedDevice? Next { get; private set; }

    /// <summary>Whether there is no room now.</summary>
    public bool IsFull { get; set; }

    /// <summary>Whether an operation failed that may have been a sync: from then on the page cache may say what the medium does not have.</summary>
    public bool HasFailed { get; private set; }

    public void Begin() => device.Script = Decide;

    /// <summary>Ends the life between two operations.</summary>
    public void End()
    {
        if (Next is null)
        {
            Cut();
        }
    }

    private SimulatedOutcome Decide(SimulatedOperation operation)
    {
        if (Next is not null)
        {
            return SimulatedOutcome.CutPower;
        }

        tell($"{operation.Number} {operation.Kind} {operation.Name}");
        if (_depth < MaxDepth)
        {
            _depth++;
            overlap();
            _depth--;
        }

        if (Next is not null)
        {
            return SimulatedOutcome.CutPower;
        }

        if (operation.Number >= plan.EndAt)
        {
            Cut();
            return SimulatedOutcome.CutPower;
        }

        if (operation.Number == plan.FailAt)
        {
            HasFailed = true;
            return SimulatedOutcome.Fail;
        }

        // What is written later has its space since the file was made.
        return IsFull && operation.Kind == SimulatedOperationKind.Create ? SimulatedOutcome.DiskFull : SimulatedOutcome.Succeed;
    }

    private void Cut() => Next = plan.IsPowerCut ? device.AfterPowerCut(random) : device.AfterKill();
}

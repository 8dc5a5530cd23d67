using Waybill.Storage.Commit;
using Waybill.Storage.Tests.Support;

namespace Waybill.Crash.Simulate;

/// <summary>What happens to a device in one life: others have turns while an operation is under way, one fails, there is no room, the power goes.</summary>
/// <param name="device">The device.</param>
/// <param name="plan">What is to happen.</param>
/// <param name="random">Decides the rest.</param>
/// <param name="turns">Whose turn it is.</param>
/// <param name="room">How much room there is.</param>
/// <param name="log">How far the journal has come.</param>
/// <param name="overlap">Lets others go on during an operation.</param>
/// <param name="tell">Is told of everything.</param>
internal sealed class Disk(
    SimulatedDevice device,
    LifePlan plan,
    Random random,
    Turns turns,
    Room room,
    Log log,
    Action overlap,
    Action<string> tell
)
{
    private const int MaxDepth = 3;

    private int _depth;

    /// <summary>The device as the next process finds it; null as long as this one lives.</summary>
    public SimulatedDevice? Next { get; private set; }

    /// <summary>Whether an operation failed that may have been a sync: from then on the page cache may say what the medium does not have.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Called when the process ends: nobody hears anything from it any more.</summary>
    public Action? Ended { get; set; }

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
            turns.IsNested = true;
            overlap();
            turns.IsNested = --_depth > 0;
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
            log.OnFailed(operation);
            tell("it fails");
            return SimulatedOutcome.Fail;
        }

        if (!room.Holds(operation))
        {
            tell("there is no room");
            return SimulatedOutcome.DiskFull;
        }

        if (operation.Kind == SimulatedOperationKind.Write && turns.Innermost is CommitLoop)
        {
            log.OnWrite(operation);
        }

        return SimulatedOutcome.Succeed;
    }

    private void Cut()
    {
        tell("the device is gone");
        Ended?.Invoke();
        Next = plan.IsPowerCut ? device.AfterPowerCut(random) : device.AfterKill();
    }
}

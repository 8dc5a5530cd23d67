using Waybill.Storage.Tests.Support;

namespace Waybill.Crash.Simulate;

/// <summary>
/// The room on the disk: what the broker has, and how much more others leave. As on a real one only what makes the files larger needs some, and what is deleted leaves some.
/// </summary>
/// <param name="device">The broker's files.</param>
/// <param name="plan">How much there is.</param>
/// <param name="random">Decides the rest.</param>
internal sealed class Room(SimulatedDevice device, RoomPlan plan, Random random)
{
    private const long Endless = long.MaxValue;
    private const int Step = 128 << 10;

    private long _capacity = plan is RoomPlan.Comes or RoomPlan.None or RoomPlan.Taken or RoomPlan.ComesInSteps
        ? device.UsedBytes
        : Endless;

    /// <summary>Whether it can come to an end.</summary>
    public bool IsShort => _capacity != Endless;

    /// <summary>Whether something found none since the broker was seen to know better: it may still think so.</summary>
    public bool WasMissed { get; private set; }

    /// <returns>Whether there is room for an operation.</returns>
    public bool Holds(in SimulatedOperation operation)
    {
        var holds = operation.Growth <= 0 || !IsShort || device.UsedBytes + operation.Growth <= _capacity;
        WasMissed |= !holds;
        return holds;
    }

    /// <summary>Time passes, and others take room or leave some.</summary>
    public void Pass()
    {
        switch (plan)
        {
            case RoomPlan.Passes when random.Next(20) == 0:
                _capacity = random.Next(4) == 0 ? device.UsedBytes : Endless;
                break;
            case RoomPlan.RunsOut when !IsShort && random.Next(60) == 0:
                _capacity = device.UsedBytes;
                break;
            case RoomPlan.Comes when random.Next(150) == 0:
                Free();
                break;
            case RoomPlan.Taken:
                _capacity = Math.Min(_capacity, device.UsedBytes);
                break;
            case RoomPlan.ComesInSteps when IsShort && random.Next(30) == 0:
                _capacity += random.Next(Step);
                break;
        }
    }

    /// <summary>From now on there is enough.</summary>
    public void Free() => _capacity = Endless;

    /// <summary>The broker has had the time to see how much there is.</summary>
    public void Settle() => WasMissed &= IsShort;
}

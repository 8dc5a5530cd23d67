using System.Runtime.CompilerServices;

namespace Waybill.Storage.Append;

/// <summary>
/// A test-and-set spin for sections of a few dozen instructions. Nothing may throw, allocate, wait or do I/O inside. Who finds it taken spins,
/// then yields to the holder, should it have been preempted. It never sleeps: beside publishers who come without a pause it is found taken often, and a millisecond's sleep
/// of the writer's is as long as four commits.
/// </summary>
internal struct SpinGate
{
    private int _taken;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (Interlocked.Exchange(ref _taken, 1) != 0)
        {
            EnterSlowly();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit() => Volatile.Write(ref _taken, 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EnterSlowly()
    {
        var wait = new SpinWait();
        do
        {
            wait.SpinOnce(sleep1Threshold: -1);
        } while (Volatile.Read(ref _taken) != 0 || Interlocked.Exchange(ref _taken, 1) != 0);
    }
}

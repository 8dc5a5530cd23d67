using System.Diagnostics;
using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Durable;

/// <summary>
/// One publisher of records of 256 bytes. With a window, it waits while that many of its records are not yet durable; without one it never waits for a record, and
/// at the end for all of them. The rate counts durable records.
/// </summary>
internal abstract class DurableSubject(DurableCase @case, string name, double seconds) : Subject(name)
{
    public const int PayloadBytes = 256;
    private const int Step = 1_024;

    /// <summary>The records that may be under way; 0 without a limit.</summary>
    protected int Window => @case.Window;

    public override async ValueTask<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(Step);
        await FinishAsync();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        var count = 0L;
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await WriteAsync(Step);
            count += Step;
        }

        await FinishAsync();
        var rate = count / clock.Elapsed.TotalSeconds;
        return [new Figure(@case.Name, rate, (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / count)];
    }

    /// <summary>Writes that many records, under the rule of the window.</summary>
    protected abstract ValueTask WriteAsync(int count);

    /// <summary>Waits until all that was written is durable.</summary>
    protected abstract ValueTask FinishAsync();
}

/// <summary>A case: its name, and how many records may be under way (0: no limit).</summary>
internal sealed record DurableCase(string Name, int Window);

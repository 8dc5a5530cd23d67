using System.Diagnostics;
using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Durable;

/// <summary>
/// Publishers of records of 256 bytes. With a window, the one publisher waits while that many of its records are not yet durable; without one nobody waits for a record,
/// and at the end for all of them. The rate counts durable records.
/// </summary>
internal abstract class DurableSubject(DurableCase @case, string name, double seconds) : Subject(name)
{
    public const int PayloadBytes = 256;
    private const int Step = 1_024;

    protected DurableCase Case => @case;

    /// <summary>The records that may be under way; 0 without a limit.</summary>
    protected int Window => @case.Window;

    public override async ValueTask<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(Step, publisher: 0);
        await FinishAsync();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        var counts =
            @case.Publishers == 1
                ? [await PublishAsync(0, clock, cancellationToken)]
                : await Task.WhenAll(
                    Enumerable
                        .Range(0, @case.Publishers)
                        .Select(publisher =>
                            Task.Factory.StartNew(
                                    () => PublishAsync(publisher, clock, cancellationToken).AsTask(),
                                    cancellationToken,
                                    TaskCreationOptions.LongRunning,
                                    TaskScheduler.Default
                                )
                                .Unwrap()
                        )
                );
        await FinishAsync();
        var count = counts.Sum();
        var rate = count / clock.Elapsed.TotalSeconds;
        return [new Figure(@case.Name, rate, (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / count)];
    }

    /// <summary>Writes that many records, under the rule of the window.</summary>
    protected abstract ValueTask WriteAsync(int count, int publisher);

    /// <summary>Waits until all that was written is durable.</summary>
    protected abstract ValueTask FinishAsync();

    private async ValueTask<long> PublishAsync(int publisher, Stopwatch clock, CancellationToken cancellationToken)
    {
        var count = 0L;
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await WriteAsync(Step, publisher);
            count += Step;
        }

        return count;
    }
}

/// <summary>A case.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Window">How many records may be under way; 0: no limit.</param>
/// <param name="Publishers">How many publish; more than one only without a window.</param>
/// <param name="IsBuffered">Whether a record counts when the page cache has it.</param>
internal sealed record DurableCase(string Name, int Window, int Publishers = 1, bool IsBuffered = false);

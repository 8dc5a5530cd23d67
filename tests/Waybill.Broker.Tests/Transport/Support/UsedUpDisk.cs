using Microsoft.Extensions.Time.Testing;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport.Support;

/// <summary>A full disk on which outcomes have used up what was kept for them.</summary>
internal static class UsedUpDisk
{
    private const int Segments = 4;

    /// <summary>A disk with room for so many segments, and a broker's options that neither take checkpoints there nor look for room, but when they are told to.</summary>
    public static (SimulatedDevice Device, EmbeddedBrokerOptions Options, SemaphoreSlim Looks) Limited()
    {
        var device = new SimulatedDevice();
        device.Script = operation =>
            operation.Kind == SimulatedOperationKind.Create
            && operation.Name.EndsWith(".segment.preparing", StringComparison.Ordinal)
            && device.List().Count(static name => name.EndsWith(".segment", StringComparison.Ordinal)) >= Segments
                ? SimulatedOutcome.DiskFull
                : SimulatedOutcome.Succeed;
        var looks = new SemaphoreSlim(0);
        var options = TestBroker.Small();
        options.CheckpointInterval = TimeSpan.FromDays(1);
        options.FullGather = static () => { };
        options.FullPause = cancellation =>
        {
            try
            {
                looks.Wait(cancellation);
            }
            catch (OperationCanceledException)
            {
                // The journal closes.
            }
        };
        return (device, options, looks);
    }

    /// <summary>Publishes to "a" until the disk is full.</summary>
    public static async Task<int> FillAsync(TestBroker broker, string text)
    {
        var published = 0;
        await Assert.ThrowsAsync<JournalFullException>(async () =>
        {
            while (true)
            {
                await broker.PublishAsync(text);
                published++;
            }
        });
        return published;
    }

    /// <summary>Publishes to "a" until the disk is full, and completes messages one by one until nothing has room any more but the marks of checkpoints.</summary>
    public static async Task UseUpAsync(TestBroker broker, FakeTimeProvider time, RecordingLogger logger)
    {
        // Each takes a sector, and there are more of them than the rest of a segment has.
        var published = await FillAsync(broker, "x");
        var (receiver, sink) = broker.Subscribe("a", prefetch: 1);
        for (var settled = 0; settled < published; settled++)
        {
            receiver.Settle((await sink.NextAsync()).Complete());
            while (sink.Answers.Count == settled)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await broker.StatusAsync();
                if (logger.Entries.Any(static entry => entry.Id == 4013))
                {
                    return;
                }
            }
        }

        Assert.Fail("All fitted.");
    }
}

using Microsoft.Extensions.Time.Testing;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport.Support;

/// <summary>A full disk on which outcomes have used up what was kept for them.</summary>
internal static class UsedUpDisk
{
    /// <summary>A disk that is soon full, and a broker's options that neither take checkpoints there nor look for room, but when they are told to.</summary>
    public static (SimulatedDevice Device, EmbeddedBrokerOptions Options, Looks Looks) Limited()
    {
        var (device, options, looks) = FullDisk.Full();
        options.CheckpointInterval = TimeSpan.FromDays(1);
        options.FullGather = static () => { };
        return (device, options, looks);
    }

    /// <summary>Publishes to "a" until the disk is full, and completes messages one by one until nothing has room any more but the marks of checkpoints.</summary>
    public static async Task UseUpAsync(TestBroker broker, FakeTimeProvider time, RecordingLogger logger)
    {
        // Each takes a sector, and there are more of them than the rest of a segment has.
        var published = await FullDisk.FillAsync(broker, "x");
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

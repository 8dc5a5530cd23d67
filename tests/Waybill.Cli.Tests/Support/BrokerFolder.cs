using Waybill.Broker.Tests.Transport.Support;
using Waybill.Transports;

namespace Waybill.Cli.Tests.Support;

/// <summary>A folder that the embedded broker wrote: several segments, two checkpoints, messages that wait, a dead letter.</summary>
internal static class BrokerFolder
{
    public static async Task WriteAsync(string folder)
    {
        var options = TestBroker.Small();
        options.CheckpointInterval = TimeSpan.Zero;
        await using var broker = await TestBroker.OpenAsync(folder, options);
        await broker.PublishAsync("patient", TestBroker.Both);
        await FlowAsync(broker, 1, delivery => delivery.Kill());
        for (var rounds = 0; !IsSparse(folder); rounds++)
        {
            Assert.True(rounds < 50, "No segment was ever cleaned.");
            await FlowAsync(broker, 40, delivery => delivery.Complete());
        }
    }

    // What waits in it is all that is left.
    private static bool IsSparse(string folder) => new FileInfo(Path.Combine(folder, $"{0:x16}.segment")).Length < 64 * 1024;

    private static async Task FlowAsync(TestBroker broker, int count, Func<Delivery, Outcome> outcome)
    {
        var (receiver, sink) = broker.Subscribe("a", prefetch: 1);
        for (var i = 0; i < count; i++)
        {
            if (i > 0 || count > 1)
            {
                await broker.PublishAsync(new string('x', 8_000));
            }

            var delivery = await sink.NextAsync();
            receiver.Settle(outcome(delivery));
            await sink.SettledAsync();
        }

        await receiver.DisposeAsync();
    }
}

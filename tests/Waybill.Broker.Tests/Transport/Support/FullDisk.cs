using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Time.Testing;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport.Support;

/// <summary>A disk that is soon full, and what tests do to one.</summary>
internal static class FullDisk
{
    public const int Segments = 4;

    public static readonly string Large = new('x', 8_000);

    public static Task<int> FillAsync(TestBroker broker) => FillAsync(broker, Large);

    public static async Task<int> FillAsync(TestBroker broker, string text, Durability durability = Durability.Flushed)
    {
        var published = 0;
        var full = await Assert.ThrowsAsync<JournalFullException>(async () =>
        {
            while (true)
            {
                await broker.PublishAsync(text, durability: durability);
                published++;
            }
        });
        Assert.Contains("a further segment takes 262144 bytes", full.Message, StringComparison.Ordinal);
        return published;
    }

    /// <summary>Publishes, unless it is refused.</summary>
    public static bool TryBegin(TestBroker broker, string text, [NotNullWhen(true)] out Task? publishing)
    {
        try
        {
            publishing = broker.Begin(text).AsTask();
            return true;
        }
        catch (JournalFullException)
        {
            publishing = null;
            return false;
        }
    }

    /// <summary>Lets the clock go on until a publish is accepted; nothing else happens.</summary>
    public static async Task PublishWhenThereIsRoomAsync(TestBroker broker, Looks looks, FakeTimeProvider time)
    {
        Task? publishing = null;
        await broker.UntilAsync(
            () => TryBegin(broker, "after", out publishing),
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                looks.Release();
            }
        );
        await publishing!.Guarded();
    }

    /// <summary>Handles what waits.</summary>
    public static async Task SettleAllAsync(TestBroker broker, int count)
    {
        var (receiver, sink) = broker.Subscribe("a", prefetch: count, prefetchBytes: 1 << 24);
        foreach (var delivery in await sink.NextAsync(count))
        {
            receiver.Settle(delivery.Complete());
        }

        for (var i = 0; i < count; i++)
        {
            Assert.Equal(SettlementResult.Settled, (await sink.SettledAsync()).Result);
        }
    }

    public static int CheckpointsIn(SimulatedDevice device) =>
        device.List().Count(static name => name.EndsWith(".checkpoint", StringComparison.Ordinal));

    /// <summary>A disk with room for so many segments; the journal looks again when it is told to.</summary>
    public static (SimulatedDevice Device, EmbeddedBrokerOptions Options, Looks Looks) Full() => Full(static () => Segments);

    public static (SimulatedDevice Device, EmbeddedBrokerOptions Options, Looks Looks) Full(Func<int> segments)
    {
        var device = new SimulatedDevice();
        Limit(device, segments);
        var looks = new Looks();
        var options = TestBroker.Small();
        options.CheckpointInterval = TimeSpan.Zero;
        options.FullPause = looks.Pause;
        return (device, options, looks);
    }

    /// <summary>Leaves a disk room for so many segments; those that are kept to become one take room too.</summary>
    public static void Limit(SimulatedDevice device, Func<int> segments) =>
        device.Script = operation =>
            operation.Kind == SimulatedOperationKind.Create
            && operation.Name.EndsWith(".segment.preparing", StringComparison.Ordinal)
            && device
                .List()
                .Count(name => name.EndsWith(".segment", StringComparison.Ordinal) || name.EndsWith(".spare", StringComparison.Ordinal))
                >= segments()
                ? SimulatedOutcome.DiskFull
                : SimulatedOutcome.Succeed;
}

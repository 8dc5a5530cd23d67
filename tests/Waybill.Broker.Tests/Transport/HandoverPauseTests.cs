using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>Who pauses a way and finds that nobody is at work is alone, whatever a receiver was just about to take.</summary>
public sealed class HandoverPauseTests
{
    private const int Rounds = 200_000;

    [Fact]
    public async Task Nothing_is_taken_beside_who_is_alone()
    {
        await using var broker = await DrivenBroker.OpenAsync(new FakeTimeProvider(), TimeSpan.FromSeconds(30));
        var way = broker.Way;
        var (isAlone, isOver, together, taken) = (false, false, 0, 0);
        way.Add(Delivery());
        var receiver = Task.Factory.StartNew(
            () =>
            {
                while (!Volatile.Read(ref isOver))
                {
                    if (way.TryTake(out var delivery))
                    {
                        taken++;
                        together += Volatile.Read(ref isAlone) ? 1 : 0;
                        way.Complete(delivery);
                        way.Add(delivery);
                    }
                }
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        var alone = 0;
        for (var round = 0; round < Rounds; round++)
        {
            way.SetPaused(true);
            if (way.InFlight == 0)
            {
                alone++;
                Volatile.Write(ref isAlone, true);
                // As long as the receiver may take to come to its next step.
                Thread.SpinWait(20);
                Volatile.Write(ref isAlone, false);
            }

            way.SetPaused(false);
        }

        Volatile.Write(ref isOver, true);
        await receiver;
        Assert.Equal(0, together);
        Assert.True(alone > 0 && taken > 0, $"{alone} times alone, {taken} taken");
    }

    private static Delivery Delivery() =>
        new()
        {
            Token = default,
            MessageId = Guid.Empty,
            MessageType = "test.order",
            Schema = 0,
            RoutingKey = "",
            Body = default,
            PublishedAt = DateTimeOffset.UnixEpoch,
            Failed = 0,
            Acquired = 1,
            Durability = Durability.Memory,
            Headers = new Dictionary<string, string>(),
        };
}

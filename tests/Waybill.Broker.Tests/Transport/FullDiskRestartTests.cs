using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Transports;
using static Waybill.Broker.Tests.Transport.Support.FullDisk;

namespace Waybill.Broker.Tests.Transport;

/// <summary>A process that starts on a full disk lets go of what an earlier one came to need no more: nothing else may ever ask for it.</summary>
public sealed class FullDiskRestartTests
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task With_nothing_left_to_settle_room_comes_by_itself()
    {
        var (device, options, looks) = Full();
        options.CheckpointInterval = s_interval;
        await using (var broker = await TestBroker.OpenAsync(device, options, new FakeTimeProvider()))
        {
            await SettleAllAsync(broker, await FillAsync(broker));
        }

        var time = new FakeTimeProvider();
        await using var again = await TestBroker.OpenAsync(device, options, time);
        Assert.Equal(0, (await again.StatusAsync()).Ready);
        await PublishWhenThereIsRoomAsync(again, looks, time);
    }

    [Fact]
    public async Task With_the_space_for_outcomes_used_up_those_go_on_and_room_comes()
    {
        var (device, options, looks) = Full();
        options.CheckpointInterval = s_interval;
        options.FullGather = static () => { };
        await using (var broker = await TestBroker.OpenAsync(device, options, new FakeTimeProvider()))
        {
            var published = await FillAsync(broker, new string('x', 1_000));
            Assert.InRange(await SettleUntilNoneFitsAsync(broker), published / 2, published - 1);
        }

        var time = new FakeTimeProvider();
        await using var again = await TestBroker.OpenAsync(device, options, time);
        var (receiver, sink) = again.Subscribe("a", prefetch: 1);
        receiver.Settle((await sink.NextAsync()).Complete());
        await PublishWhenThereIsRoomAsync(again, looks, time);
        Assert.Equal(SettlementResult.Settled, (await sink.SettledAsync()).Result);
    }

    /// <summary>Segments go behind the second checkpoint.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_end_right_behind_a_checkpoint_does_not_keep_what_it_would_have_let_go_of(int checkpoints)
    {
        var (device, options, looks) = Full();
        options.CheckpointInterval = s_interval;
        var time = new FakeTimeProvider();
        SimulatedDevice? killed = null;
        await using (var broker = await TestBroker.OpenAsync(device, options, time))
        {
            await SettleAllAsync(broker, await FillAsync(broker));
            var script = device.Script;
            device.Script = operation =>
            {
                if (killed is null && CheckpointsIn(device) == checkpoints)
                {
                    Volatile.Write(ref killed, device.AfterKill());
                }

                return script(operation);
            };
            await broker.UntilAsync(() => Volatile.Read(ref killed) is not null, () => time.Advance(s_interval));
        }

        Limit(killed!, static () => Segments);
        await using var again = await TestBroker.OpenAsync(killed!, options, time);
        await PublishWhenThereIsRoomAsync(again, looks, time);
    }

    /// <summary>Each takes one of the last sectors that there are for them.</summary>
    [Fact]
    public async Task What_is_all_needed_is_summed_up_no_more_than_twice()
    {
        var (device, options, _) = Full();
        options.CheckpointInterval = s_interval;
        await using (var broker = await TestBroker.OpenAsync(device, options, new FakeTimeProvider()))
        {
            await FillAsync(broker);
        }

        var time = new FakeTimeProvider();
        await using var again = await TestBroker.OpenAsync(device, options, time);
        for (var turn = 0; turn < 200; turn++)
        {
            time.Advance(s_interval);
            await again.StatusAsync();
        }

        Assert.InRange(device.Operations.Count(IsCheckpoint), 0, 2);
    }

    private static bool IsCheckpoint(SimulatedOperation operation) =>
        operation.Kind == SimulatedOperationKind.Rename && operation.Name.EndsWith(".checkpoint", StringComparison.Ordinal);

    // One after the other, until the last one waits.
    private static async Task<int> SettleUntilNoneFitsAsync(TestBroker broker)
    {
        var (receiver, sink) = broker.Subscribe("a", prefetch: 1);
        for (var settled = 0; ; settled++)
        {
            receiver.Settle((await sink.NextAsync()).Complete());
            for (var unchanged = 0; sink.Answers.Count == settled; unchanged++)
            {
                if (unchanged == 200)
                {
                    return settled;
                }

                await broker.StatusAsync();
            }
        }
    }
}

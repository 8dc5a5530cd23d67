using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using static Waybill.Broker.Tests.Transport.Support.FullDisk;

namespace Waybill.Broker.Tests.Transport;

/// <summary>What failed on a full disk is tried again by itself, and does not use up what is left.</summary>
public sealed class FullDiskRetryTests
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLogger _logger = new();

    /// <summary>Each segment holds a little that a slow queue needs: there is room for a further one when they are written anew, which takes a little room itself.</summary>
    [Fact]
    public async Task Segments_that_find_no_room_to_be_written_anew_are_when_there_is_some()
    {
        var (device, options, looks) = Full();
        options.CheckpointInterval = s_interval;
        var (isUsedUp, attempts, full) = (true, 0, device.Script);
        device.Script = operation =>
        {
            if (!IsSparse(operation))
            {
                return full(operation);
            }

            Interlocked.Increment(ref attempts);
            return Volatile.Read(ref isUsedUp) ? SimulatedOutcome.DiskFull : SimulatedOutcome.Succeed;
        };
        await using var broker = await TestBroker.OpenAsync(device, options, _time, logger: _logger);
        await SettleAllAsync(broker, await FillWithSomeThatStaysAsync(broker));
        await broker.UntilAsync(() => CheckpointsIn(device) == 2, () => _time.Advance(s_interval));
        // From here on nothing but the missing room asks for another cleaning.
        var tried = Volatile.Read(ref attempts);
        await broker.UntilAsync(() => Volatile.Read(ref attempts) > tried + (3 * Segments), () => _time.Advance(s_interval));
        Assert.InRange(_logger.Entries.Count(static entry => entry.Id == 4007), 2, 3);
        Assert.DoesNotContain(_logger.Entries, static entry => entry.Id == 4014);
        Assert.False(TryBegin(broker, "refused", out _));

        Volatile.Write(ref isUsedUp, false);
        // Segments may be written anew, and take less.
        Limit(device, static () => Segments + 1);
        await PublishWhenThereIsRoomAsync(broker, looks, _time);
    }

    /// <summary>However often the broker looks at the clock while it is under way.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_thing_at_a_time_is_tried_again(bool isCheckpoint)
    {
        var (device, options, _) = Full();
        options.CheckpointInterval = s_interval;
        var threads = new HeldThreads { IsHeld = false, HeldOf = "waybill broker" };
        options.Threads = threads;
        var (failed, full) = (0, device.Script);
        device.Script = operation =>
        {
            if (!(isCheckpoint ? IsCheckpoint(operation) : IsSparse(operation)))
            {
                return full(operation);
            }

            Interlocked.Increment(ref failed);
            return SimulatedOutcome.DiskFull;
        };
        await using var broker = await TestBroker.OpenAsync(device, options, _time, logger: _logger);
        await SettleAllAsync(broker, await FillWithSomeThatStaysAsync(broker));
        await broker.UntilAsync(
            () => Volatile.Read(ref failed) > 0 && CheckpointsIn(device) == (isCheckpoint ? 0 : 2),
            () => _time.Advance(s_interval)
        );
        threads.IsHeld = true;
        await broker.UntilAsync(() => threads.Held > 0, () => _time.Advance(s_interval));

        for (var turn = 0; turn < 20; turn++)
        {
            _time.Advance(100 * s_interval);
            await broker.StatusAsync();
        }

        Assert.Equal(1, threads.Held);
        threads.Release();
    }

    /// <summary>Outcomes have used up what was kept for them; the few sectors behind that are for marks.</summary>
    [Fact]
    public async Task Checkpoints_that_fail_for_long_leave_what_those_need_that_come_to_be_written()
    {
        var (device, options, _) = UsedUpDisk.Limited();
        await using var broker = await TestBroker.OpenAsync(device, options, _time, logger: _logger);
        await UsedUpDisk.UseUpAsync(broker, _time, _logger);
        Assert.Equal(0, CheckpointsIn(device));
        var full = device.Script;
        device.Script = operation => IsCheckpoint(operation) ? SimulatedOutcome.DiskFull : full(operation);
        await broker.UntilAsync(
            () => _logger.Entries.Count(static entry => entry.Id == 4006) > 40,
            () => _time.Advance(options.CheckpointInterval)
        );

        device.Script = full;
        await broker.UntilAsync(() => CheckpointsIn(device) == 2, () => _time.Advance(options.CheckpointInterval));
    }

    private static bool IsCheckpoint(SimulatedOperation operation) =>
        operation.Kind == SimulatedOperationKind.Create && operation.Name.EndsWith(".writing", StringComparison.Ordinal);

    private static bool IsSparse(SimulatedOperation operation) =>
        operation.Kind == SimulatedOperationKind.Create
        && operation.Name.EndsWith(".segment.preparing", StringComparison.Ordinal)
        && operation.End < TestBroker.Small().SegmentBytes;

    // Every tenth message goes to a queue that nobody handles, too.
    private static async Task<int> FillWithSomeThatStaysAsync(TestBroker broker)
    {
        var published = 0;
        await Assert.ThrowsAsync<JournalFullException>(async () =>
        {
            for (; ; published++)
            {
                await broker.PublishAsync(Large, published % 10 == 0 ? TestBroker.Both : TestBroker.One);
            }
        });
        return published;
    }
}

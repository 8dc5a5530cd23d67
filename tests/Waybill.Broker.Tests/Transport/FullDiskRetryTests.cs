using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using static Waybill.Broker.Tests.Transport.Support.FullDisk;

namespace Waybill.Broker.Tests.Transport;

/// <summary>What failed on a full disk is tried again by itself, and does not use up what is left.</summary>
public sealed class FullDiskRetryTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLogger _logger = new();

    /// <summary>Each segment holds a little that a slow queue needs: there is room for a further one when they are written anew, which takes a little room itself.</summary>
    [Fact]
    public async Task Segments_that_find_no_room_to_be_written_anew_are_when_there_is_some()
    {
        const int SlowEvery = 10;
        var (device, options, looks) = Full();
        options.CheckpointInterval = TimeSpan.FromSeconds(1);
        var (isUsedUp, attempts, full) = (true, 0, device.Script);
        device.Script = operation =>
        {
            if (
                operation.Kind != SimulatedOperationKind.Create
                || !operation.Name.EndsWith(".segment.preparing", StringComparison.Ordinal)
                || operation.End == options.SegmentBytes
            )
            {
                return full(operation);
            }

            Interlocked.Increment(ref attempts);
            return Volatile.Read(ref isUsedUp) ? SimulatedOutcome.DiskFull : SimulatedOutcome.Succeed;
        };
        await using var broker = await TestBroker.OpenAsync(device, options, _time, logger: _logger);
        var published = 0;
        await Assert.ThrowsAsync<JournalFullException>(async () =>
        {
            for (; ; published++)
            {
                await broker.PublishAsync(Large, published % SlowEvery == 0 ? TestBroker.Both : TestBroker.One);
            }
        });
        await SettleAllAsync(broker, published);
        await broker.UntilAsync(() => CheckpointsIn(device) == 2, () => _time.Advance(TimeSpan.FromSeconds(1)));
        // From here on nothing but the missing room asks for another cleaning.
        var tried = Volatile.Read(ref attempts);
        await broker.UntilAsync(() => Volatile.Read(ref attempts) > tried + (3 * Segments), () => _time.Advance(TimeSpan.FromSeconds(1)));
        Assert.InRange(_logger.Entries.Count(static entry => entry.Id == 4007), 2, 3);
        Assert.DoesNotContain(_logger.Entries, static entry => entry.Id == 4014);
        Assert.False(TryBegin(broker, "refused", out _));

        Volatile.Write(ref isUsedUp, false);
        // Segments may be written anew, and take less.
        Limit(device, static () => Segments + 1);
        await PublishWhenThereIsRoomAsync(broker, looks, _time);
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
        device.Script = operation =>
            operation.Kind == SimulatedOperationKind.Create && operation.Name.EndsWith(".writing", StringComparison.Ordinal)
                ? SimulatedOutcome.DiskFull
                : full(operation);
        await broker.UntilAsync(
            () => _logger.Entries.Count(static entry => entry.Id == 4006) > 40,
            () => _time.Advance(options.CheckpointInterval)
        );

        device.Script = full;
        await broker.UntilAsync(() => CheckpointsIn(device) == 2, () => _time.Advance(options.CheckpointInterval));
    }
}

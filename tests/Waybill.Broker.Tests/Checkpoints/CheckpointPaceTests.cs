using Waybill.Broker.Checkpoints;
using Waybill.Storage;

namespace Waybill.Broker.Tests.Checkpoints;

/// <summary>When the journal is summed up, with an interval of a second and segments of a thousand bytes.</summary>
public sealed class CheckpointPaceTests
{
    private const long Segment = 1000;
    private const long Second = 1000;

    private static readonly CleaningReport s_done = new(Retired: 0, Rewritten: 0, Damaged: [], LacksRoom: false);
    private static readonly CleaningReport s_failed = s_done with { Failure = new IOException() };

    private readonly CheckpointPace _pace = new(Segment);

    public CheckpointPaceTests() => _pace.Begin(lsn: 0, readTo: 0, TimeSpan.FromSeconds(1), now: 0);

    [Fact]
    public void One_is_due_when_a_segment_has_come_and_the_interval_is_over()
    {
        _pace.OnApplied(Segment - 1);
        Assert.Equal(CheckpointStep.None, NextWithRoom(Second));
        _pace.OnApplied(Segment);
        Assert.Equal(CheckpointStep.Mark, NextWithRoom(Second));
        Assert.False(_pace.MayBeDue(Second - 1));
        Assert.True(_pace.MayBeDue(Second));
    }

    [Fact]
    public void What_is_read_at_opening_counts()
    {
        var pace = new CheckpointPace(Segment);
        pace.Begin(lsn: 5000, readTo: 6000, TimeSpan.FromSeconds(1), now: 7);
        Assert.Equal(CheckpointStep.None, pace.Next(isFull: false, Second + 6));
        Assert.Equal(CheckpointStep.Mark, pace.Next(isFull: false, Second + 7));
    }

    [Fact]
    public void A_large_one_is_written_when_eight_times_as_much_has_come()
    {
        Write(lsn: 2000, bytes: 500, now: 0);
        _pace.OnApplied(5999);
        Assert.Equal(CheckpointStep.None, NextWithRoom(Second));
        _pace.OnApplied(6000);
        Assert.Equal(CheckpointStep.Mark, NextWithRoom(Second));
    }

    [Fact]
    public void On_a_full_disk_there_are_two_of_whatever_has_come_and_no_third()
    {
        _pace.OnApplied(10);
        Assert.Equal(CheckpointStep.Mark, NextOnFullDisk(Second));
        Assert.True(Write(lsn: 20, bytes: 5, now: Second));
        Assert.True(_pace.IsSummedUp);
        Assert.Equal(CheckpointStep.Mark, NextOnFullDisk(2 * Second));

        Assert.False(Write(lsn: 30, bytes: 5, now: 2 * Second, isSecond: true));
        Assert.Equal(CheckpointStep.None, NextOnFullDisk(100 * Second));
        Assert.Null(_pace.NextOnFullDisk);

        _pace.OnApplied(31);
        Assert.False(_pace.IsSummedUp);
        Assert.Equal(CheckpointStep.Mark, NextOnFullDisk(100 * Second));
        Assert.Equal(CheckpointStep.None, NextWithRoom(100 * Second));
    }

    /// <summary>Each mark takes a sector, and a full disk has few.</summary>
    [Fact]
    public void One_that_failed_is_written_again_at_its_mark_as_often_as_it_fails()
    {
        _pace.OnApplied(10);
        _pace.OnAsked(isSecond: false, now: 0);
        _pace.OnApplied(20);
        for (var now = 0L; now < 1000 * Second; now += 10 * Second)
        {
            Fail(lsn: 20, now);
            Assert.Equal(CheckpointStep.None, NextOnFullDisk(now + (10 * Second) - 1));
            Assert.Equal(now + (10 * Second), _pace.NextOnFullDisk);
            Assert.Equal(CheckpointStep.Write, NextOnFullDisk(now + (10 * Second)));
            Assert.Equal(20, _pace.Unwritten.Lsn);
        }

        Assert.True(_pace.OnWritten(lsn: 20, bytes: 5));
        _pace.OnCleaned(s_done, now: 1000 * Second);
        Assert.Equal(CheckpointStep.Mark, NextOnFullDisk(1001 * Second));
    }

    [Fact]
    public void A_second_one_that_failed_is_the_second_when_it_is_written_again()
    {
        Write(lsn: 20, bytes: 5, now: 0);
        _pace.OnAsked(isSecond: true, now: 0);
        _pace.OnApplied(30);
        Fail(lsn: 30, now: 0);
        Assert.Equal(CheckpointStep.Write, NextOnFullDisk(10 * Second));
        Assert.False(_pace.OnWritten(lsn: 30, bytes: 5));
    }

    [Fact]
    public void Where_something_has_come_since_it_failed_another_mark_sums_that_up_too_and_no_sooner()
    {
        _pace.OnApplied(20);
        Fail(lsn: 20, now: 0);
        _pace.OnApplied(21);
        Assert.Equal(CheckpointStep.None, NextOnFullDisk((10 * Second) - 1));
        Assert.Equal(CheckpointStep.Mark, NextOnFullDisk(10 * Second));
        Assert.False(_pace.IsSummedUp);
    }

    [Fact]
    public void With_room_one_that_failed_waits_too()
    {
        _pace.OnApplied(Segment);
        Fail(lsn: Segment, now: 0);
        _pace.OnApplied(2 * Segment);
        Assert.Equal(CheckpointStep.None, NextWithRoom((10 * Second) - 1));
        Assert.Equal(CheckpointStep.Mark, NextWithRoom(10 * Second));
    }

    [Fact]
    public void Cleaning_that_was_in_vain_is_tried_again_by_itself_on_a_full_disk()
    {
        SumUp(s_failed);
        Assert.Equal(CheckpointStep.None, NextOnFullDisk((10 * Second) - 1));
        Assert.Equal(10 * Second, _pace.NextOnFullDisk);
        Assert.Equal(CheckpointStep.Clean, NextOnFullDisk(10 * Second));
        Assert.Equal((30, 5), _pace.Last);
        Assert.Equal(CheckpointStep.None, NextWithRoom(100 * Second));

        _pace.OnCleaned(report: null, now: 10 * Second);
        Assert.Equal(CheckpointStep.None, NextOnFullDisk((20 * Second) - 1));
        Assert.Equal(CheckpointStep.Clean, NextOnFullDisk(20 * Second));

        _pace.OnCleaned(s_done, now: 20 * Second);
        Assert.Equal(CheckpointStep.None, NextOnFullDisk(100 * Second));
        Assert.Null(_pace.NextOnFullDisk);
    }

    [Fact]
    public void Cleaning_that_was_done_in_part_goes_on_after_an_interval()
    {
        foreach (
            var inPart in (CleaningReport[])
                [s_failed with { Retired = 1 }, s_failed with { Rewritten = 1 }, s_done with { Rewritten = 1, LacksRoom = true }]
        )
        {
            SumUp(inPart);
            Assert.Equal(Second, _pace.NextOnFullDisk);
            Assert.Equal(CheckpointStep.Clean, NextOnFullDisk(Second));
        }
    }

    [Fact]
    public void What_finds_no_room_to_be_written_anew_is_tried_again_as_what_fails_is()
    {
        SumUp(s_done with { LacksRoom = true });
        Assert.Equal(10 * Second, _pace.NextOnFullDisk);
        SumUp(s_done with { Retired = 1 });
        Assert.Null(_pace.NextOnFullDisk);
    }

    /// <summary>What is settled may make room, whatever cannot go.</summary>
    [Fact]
    public void What_comes_behind_cleaning_that_was_in_vain_does_not_wait_for_it()
    {
        SumUp(s_failed);
        _pace.OnApplied(31);
        Assert.Equal(Second, _pace.NextOnFullDisk);
        Assert.Equal(CheckpointStep.Mark, NextOnFullDisk(Second));
    }

    [Fact]
    public void Without_an_interval_too_nothing_is_tried_again_at_once()
    {
        var pace = new CheckpointPace(Segment);
        pace.Begin(lsn: 0, readTo: 10, TimeSpan.Zero, now: 0);
        // A mark that found no room.
        pace.OnAsked(isSecond: false, now: 100);
        Assert.InRange(pace.NextOnFullDisk!.Value, 101, 200);

        pace.OnFailed(new JournalPosition(10, Chain: 7));
        pace.OnCleaned(report: null, now: 100);
        Assert.Equal(CheckpointStep.None, pace.Next(isFull: true, now: 100));
        Assert.InRange(pace.NextOnFullDisk!.Value, 101, 200);
        Assert.Equal(CheckpointStep.Write, pace.Next(isFull: true, now: 200));

        pace.OnWritten(lsn: 10, bytes: 5);
        pace.OnAsked(isSecond: true, now: 200);
        pace.OnWritten(lsn: 10, bytes: 5);
        pace.OnCleaned(s_done with { LacksRoom = true }, now: 200);
        Assert.Equal(CheckpointStep.None, pace.Next(isFull: true, now: 200));
        Assert.InRange(pace.NextOnFullDisk!.Value, 201, 300);
        Assert.Equal(CheckpointStep.Clean, pace.Next(isFull: true, now: 300));
    }

    private CheckpointStep NextOnFullDisk(long now) => _pace.Next(isFull: true, now);

    private CheckpointStep NextWithRoom(long now) => _pace.Next(isFull: false, now);

    private bool Write(long lsn, long bytes, long now, bool isSecond = false)
    {
        _pace.OnAsked(isSecond, now);
        _pace.OnApplied(lsn);
        _pace.OnCleaned(s_done, now);
        return _pace.OnWritten(lsn, bytes);
    }

    private void Fail(long lsn, long now)
    {
        _pace.OnCleaned(report: null, now);
        _pace.OnFailed(new JournalPosition(lsn, Chain: 7));
    }

    // Both checkpoints are there, up to 30, at time 0.
    private void SumUp(CleaningReport last)
    {
        Write(lsn: 20, bytes: 5, now: 0);
        Write(lsn: 30, bytes: 5, now: 0, isSecond: true);
        _pace.OnCleaned(last, now: 0);
    }
}

using Waybill.Storage.Append;

namespace Waybill.Storage.Tests;

/// <summary>Buffers are made when they are needed, and no sooner.</summary>
public sealed class BufferTests
{
    private const int Count = 64;

    private static readonly JournalOptions _options = new() { BufferBytes = 256 * 1024, BufferCount = Count };

    [Fact]
    public void A_journal_begins_with_one_buffer()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var appender = Started();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, _options.BufferBytes, 2 * _options.BufferBytes);
        Assert.Equal(AppendOutcome.Done, Append(appender, AppendPriority.Normal));
    }

    [Fact]
    public void As_many_are_made_as_are_held_and_the_last_of_all_is_the_reserve()
    {
        var appender = Started();
        var held = new HashSet<BatchBuffer>();
        for (var i = 1; i < Count; i++)
        {
            Assert.Equal(AppendOutcome.Done, Append(appender, AppendPriority.Normal));
            Assert.True(held.Add(Take(appender)!));
        }
        Assert.Equal(AppendOutcome.NoRoom, Append(appender, AppendPriority.Normal));
        Assert.Equal(AppendOutcome.Done, Append(appender, AppendPriority.Reserved));
        Assert.True(held.Add(Take(appender)!));
        Assert.Equal(AppendOutcome.NoRoom, Append(appender, AppendPriority.Reserved));
    }

    [Fact]
    public void A_buffer_that_came_back_is_used_before_another_is_made()
    {
        var appender = Started();
        var used = new HashSet<BatchBuffer>();
        for (var i = 0; i < Count; i++)
        {
            Assert.Equal(AppendOutcome.Done, Append(appender, AppendPriority.Normal));
            var batch = Take(appender)!;
            used.Add(batch);
            batch.Lend();
            batch.Release(batch.Use);
        }
        Assert.Equal(2, used.Count);
    }

    [Fact]
    public void A_third_one_is_made_when_there_is_a_batch_to_take_and_no_batch_is_taken_without_it()
    {
        var appender = Started();
        Assert.Equal(AppendOutcome.Done, Append(appender, AppendPriority.Normal));
        Assert.NotNull(Take(appender));

        var before = GC.GetAllocatedBytesForCurrentThread();
        appender.MakeBuffer();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, _options.BufferBytes / 2);
        // What comes between the two calls of the writer waits for its next turn.
        Assert.Equal(AppendOutcome.Done, Append(appender, AppendPriority.Normal));
        object? state = new();
        Assert.Null(appender.TryTake(ref state));
        Assert.Equal(AppendOutcome.Done, Append(appender, AppendPriority.Normal));
        Assert.False(appender.TryIdle(out _));
        Assert.Equal(2, Take(appender)!.RecordCount);
    }

    private static Appender Started()
    {
        var appender = new Appender(_options, _options.SegmentBytes);
        appender.Start(
            new LogPosition(JournalFormat.SegmentHeaderBytes, Chain: 1, SegmentBase: 0),
            nextSegmentSeed: 2,
            nextSegmentIsThere: true,
            new object()
        );
        return appender;
    }

    private static AppendOutcome Append(Appender appender, AppendPriority priority) =>
        appender.TryAppend(1, [], [1], CommitLevel.Written, priority, out _);

    private static BatchBuffer? Take(Appender appender)
    {
        object? state = new();
        appender.MakeBuffer();
        return appender.TryTake(ref state);
    }
}

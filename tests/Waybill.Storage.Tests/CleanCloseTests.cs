using System.Collections.Concurrent;
using Waybill.Storage.Format;
using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

/// <summary>The mark of a clean close spares the look behind the end of the log, and must never hide what is there.</summary>
public sealed class CleanCloseTests
{
    private const string Segment = "0000000000000000.segment";

    private static readonly JournalOptions _large = new()
    {
        SegmentBytes = 4 << 20,
        BufferBytes = 64 * 1024,
        LockTimeout = TimeSpan.Zero,
        Salt = TestJournal.Small.Salt,
    };

    [Fact]
    public async Task After_a_clean_close_opening_reads_only_the_log_and_writes_nothing()
    {
        var (device, _) = await ClosedAsync(_large, [1], [2]);
        var reopened = device.AfterKill();
        var (journal, client) = await TestJournal.OpenAsync(reopened, _large);

        Assert.Equal(
            [
                [1],
                [2],
            ],
            Payloads(client)
        );
        Assert.InRange(reopened[Segment].ReadBytes - device[Segment].ReadBytes, 1, 512 * 1024);
        await journal.DisposeAsync();
        Assert.DoesNotContain(reopened.Operations, operation => operation.Kind == SimulatedOperationKind.Write);
        Assert.Equal(device[Segment].Bytes, reopened[Segment].Bytes);
    }

    [Fact]
    public async Task Closing_and_opening_again_and_again_keeps_everything_and_does_not_grow_by_itself()
    {
        var device = new SimulatedDevice();
        var expected = new List<byte[]>();
        for (byte life = 0; life < 10; life++)
        {
            var (journal, client) = await TestJournal.OpenAsync(device);
            Assert.Equal(expected, Payloads(client));
            var end = journal.WrittenEnd;
            if (life % 3 != 2)
            {
                expected.Add([life]);
                await journal.CommitAsync([life]);
            }
            else
            {
                await journal.DisposeAsync();
                (journal, _) = await TestJournal.OpenAsync(device);
                Assert.Equal(end, journal.WrittenEnd);
            }
            await journal.DisposeAsync();
        }
        Assert.Equal(expected, Payloads(await TestJournal.RecoverAsync(device)));
    }

    [Fact]
    public async Task The_mark_is_taken_back_durably_before_anything_is_written_behind_it()
    {
        var (device, mark) = await ClosedAsync(TestJournal.Small, [1]);
        var steps = new List<(SimulatedOperationKind Kind, BatchKind Mark, bool Behind)>();
        device.Script = operation =>
        {
            steps.Add(
                (
                    operation.Kind,
                    KindAt(device, mark),
                    device[Segment].Bytes.AsSpan(mark + JournalFormat.BatchAlignment).ContainsAnyExcept((byte)0)
                )
            );
            return SimulatedOutcome.Succeed;
        };
        var (journal, _) = await TestJournal.OpenAsync(device);
        steps.Clear();
        await journal.CommitAsync([2]);
        Assert.Equal(
            [
                (SimulatedOperationKind.Write, BatchKind.End, false),
                (SimulatedOperationKind.Sync, BatchKind.Close, false),
                (SimulatedOperationKind.Write, BatchKind.Close, false),
                (SimulatedOperationKind.Sync, BatchKind.Close, true),
            ],
            steps
        );
        device.Script = _ => SimulatedOutcome.Succeed;
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task So_it_is_before_the_log_goes_on_in_the_next_segment()
    {
        var (full, _) = await TestJournal.OpenAsync(new SimulatedDevice());
        var fitting = 0;
        while ((await full.CommitAsync([1])).Lsn < TestJournal.Small.SegmentBytes)
        {
            fitting++;
        }
        await full.DisposeAsync();
        var (device, mark) = await ClosedAsync(TestJournal.Small, [.. Enumerable.Repeat<byte[]>([1], fitting)]);

        var steps = new ConcurrentQueue<(SimulatedOperationKind Kind, BatchKind Mark)>();
        var (journal, _) = await TestJournal.OpenAsync(device);
        device.Script = operation =>
        {
            if (operation.Name == Segment)
            {
                steps.Enqueue((operation.Kind, KindAt(device, mark)));
            }

            return SimulatedOutcome.Succeed;
        };
        Assert.InRange((await journal.CommitAsync([2])).Lsn, TestJournal.Small.SegmentBytes, long.MaxValue);
        device.Script = _ => SimulatedOutcome.Succeed;
        // The mark, its sync, and only then the seal with its own.
        Assert.Equal(
            [
                (SimulatedOperationKind.Write, BatchKind.End),
                (SimulatedOperationKind.Sync, BatchKind.Close),
                (SimulatedOperationKind.Write, BatchKind.Close),
                (SimulatedOperationKind.Sync, BatchKind.Close),
            ],
            steps
        );
        var killed = device.AfterKill();
        await journal.DisposeAsync();
        Assert.Equal(BatchKind.Close, KindAt(killed, mark));
        Assert.Equal(fitting + 1, (await TestJournal.RecoverAsync(killed)).Recovered.Count);
    }

    [Fact]
    public async Task A_copy_whose_later_segment_is_newer_than_its_mark_is_refused()
    {
        var (device, _) = await ClosedAsync(TestJournal.Small, [1]);
        var old = device[Segment].Bytes.ToArray();
        var (journal, _) = await TestJournal.OpenAsync(device);
        while ((await journal.CommitAsync(new byte[1000])).Lsn < TestJournal.Small.SegmentBytes) { }
        await journal.CommitAsync([2]);
        var copy = device.AfterKill();
        await journal.DisposeAsync();
        old.CopyTo(copy[Segment].Bytes, 0);

        await Assert.ThrowsAsync<StorageCorruptedException>(() => TestJournal.OpenAsync(copy));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_appended_after_a_clean_close_is_missed_when_it_is_gone(bool markIsStale)
    {
        var (device, mark) = await ClosedAsync(TestJournal.Small, [1]);
        var stale = device[Segment].Bytes.AsSpan(mark, JournalFormat.BatchAlignment).ToArray();
        var (journal, _) = await TestJournal.OpenAsync(device);
        var first = await journal.CommitAsync([2]);
        await journal.CommitAsync([3]);
        await journal.CommitAsync([4]);
        var killed = device.AfterKill();
        await journal.DisposeAsync();
        if (markIsStale)
        {
            // As in a copy whose beginning is older than the rest: then a byte is left of what was appended first.
            stale.CopyTo(killed[Segment].Bytes, mark);
            Assert.Equal(
                [
                    [1],
                    [2],
                    [3],
                    [4],
                ],
                Payloads(await TestJournal.RecoverAsync(killed.AfterKill()))
            );
            killed[Segment].Flip((int)first.Lsn - JournalFormat.BatchHeaderBytes, 2);
        }
        else
        {
            killed[Segment].Bytes.AsSpan((int)first.Lsn - JournalFormat.BatchHeaderBytes, JournalFormat.BatchAlignment).Clear();
        }

        var corrupted = await Assert.ThrowsAsync<StorageCorruptedException>(() => TestJournal.RecoverAsync(killed));
        Assert.Equal(mark + JournalFormat.BatchAlignment, corrupted.Offset);
    }

    [Fact]
    public async Task A_mark_that_was_torn_or_damaged_costs_nothing_but_the_look_behind_it()
    {
        var (device, mark) = await ClosedAsync(TestJournal.Small, [1], [2]);
        for (var at = 0; at < JournalFormat.BatchHeaderBytes; at++)
        {
            foreach (var torn in (bool[])[true, false])
            {
                var damaged = device.AfterKill();
                if (torn)
                {
                    damaged[Segment].Bytes.AsSpan(mark + at, JournalFormat.BatchAlignment - at).Clear();
                }
                else
                {
                    damaged[Segment].Flip(mark + at, at % 8);
                }
                // Nothing may be left behind the end either, or it could come back.
                damaged[Segment].Flip(damaged[Segment].Length - 1, 0);
                var (journal, client) = await TestJournal.OpenAsync(damaged);
                Assert.Equal(
                    [
                        [1],
                        [2],
                    ],
                    Payloads(client)
                );
                Assert.Equal(0, damaged[Segment].Bytes[^1]);
                await journal.CommitAsync([3]);
                await journal.DisposeAsync();
                Assert.Equal(
                    [
                        [1],
                        [2],
                        [3],
                    ],
                    Payloads(await TestJournal.RecoverAsync(damaged))
                );
            }
        }
    }

    [Fact]
    public async Task The_mark_of_another_life_is_not_believed()
    {
        // Two lives of one file, equally long: only the chain tells the mark of the one from that of the other.
        var (device, _) = await ClosedAsync(TestJournal.Small, [1], [2]);
        var (other, mark) = await ClosedAsync(TestJournal.Small, [1], [9]);
        other[Segment].Bytes.AsSpan(mark, JournalFormat.BatchAlignment).CopyTo(device[Segment].Bytes.AsSpan(mark));
        device[Segment].Flip(device[Segment].Length - 1, 0);

        var (journal, client) = await TestJournal.OpenAsync(device);
        Assert.Equal(
            [
                [1],
                [2],
            ],
            Payloads(client)
        );
        Assert.Equal(mark, journal.WrittenEnd);
        Assert.Equal(0, device[Segment].Bytes[^1]);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task A_mark_in_the_middle_of_the_log_is_only_passed()
    {
        var device = new SimulatedDevice();
        for (byte life = 0; life < 3; life++)
        {
            var (journal, _) = await TestJournal.OpenAsync(device);
            await journal.CommitAsync([life]);
            await journal.DisposeAsync();
        }
        var (reopened, client) = await TestJournal.OpenAsync(device);
        await reopened.CommitAsync([3]);
        var killed = device.AfterKill();
        await reopened.DisposeAsync();
        killed[Segment].Flip(killed[Segment].Length - 1, 0);

        (reopened, client) = await TestJournal.OpenAsync(killed);
        Assert.Equal(
            [
                [0],
                [1],
                [2],
                [3],
            ],
            Payloads(client)
        );
        Assert.Equal(0, killed[Segment].Bytes[^1]);
        await reopened.DisposeAsync();
    }

    private static async Task<(SimulatedDevice Device, int Mark)> ClosedAsync(JournalOptions options, params byte[][] payloads)
    {
        var device = new SimulatedDevice();
        var (journal, _) = await TestJournal.OpenAsync(device, options);
        foreach (var payload in payloads)
        {
            await journal.CommitAsync(payload);
        }
        var mark = (int)journal.WrittenEnd;
        await journal.DisposeAsync();
        Assert.Equal(BatchKind.End, KindAt(device, mark));
        return (device, mark);
    }

    private static BatchKind KindAt(SimulatedDevice device, int offset) => (BatchKind)device[Segment].Bytes[offset + 5];

    private static IEnumerable<byte[]> Payloads(RecordingClient client) => client.Recovered.Select(record => record.Payload);
}

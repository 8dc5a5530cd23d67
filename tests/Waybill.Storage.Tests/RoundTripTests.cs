using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

public sealed class RoundTripTests : TempDataDirectory
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_was_appended_is_committed_and_recovered_in_order_over_many_segments(int seed)
    {
        var random = new Random(seed);
        var expected = new List<(long Lsn, byte Type, byte[] Payload)>();
        for (var session = 0; session < 3; session++)
        {
            var (journal, client) = await TestJournal.OpenAsync(new DirectoryDevice(Folder));
            AssertSame(expected, client.Recovered);
            var first = expected.Count;
            for (var i = 0; i < 200; i++)
            {
                var payload = TestJournal.Payload(random, journal.MaxRecordBytes);
                var level = random.Next(2) == 0 ? CommitLevel.Written : CommitLevel.Flushed;
                var appended = await journal.AppendAsync(payload, level);
                expected.Add((appended.Lsn, TestJournal.Type, payload));
            }
            await journal.DisposeAsync();
            AssertSame(expected[first..], [.. client.Committed]);
        }
        Assert.True(Directory.GetFiles(Folder, "*.segment").Length > 5);
        AssertSame(expected, (await TestJournal.RecoverAsync(new DirectoryDevice(Folder))).Recovered);
    }

    [Fact]
    public async Task Head_and_body_are_one_payload_whatever_their_sizes()
    {
        var options = new JournalOptions { SegmentBytes = 1 << 20, BufferBytes = 64 * 1024 };
        var (journal, client) = await TestJournal.OpenAsync(new DirectoryDevice(Folder), options);
        var bytes = new byte[5000];
        new Random(11).NextBytes(bytes);
        var expected = new List<(long Lsn, byte Type, byte[] Payload)>();
        foreach (
            var (head, body) in (ReadOnlySpan<(int, int)>)[(0, 0), (0, 1), (1, 0), (3, 5), (8, 8), (13, 1100), (2000, 3000), (1, 4999)]
        )
        {
            Assert.True(
                journal.TryAppend(
                    9,
                    bytes.AsSpan(0, head),
                    bytes.AsSpan(head, body),
                    CommitLevel.Flushed,
                    AppendPriority.Normal,
                    out var appended
                )
            );
            expected.Add((appended.Lsn, 9, bytes[..(head + body)]));
        }
        await journal.DisposeAsync();
        AssertSame(expected, [.. client.Committed]);
        AssertSame(expected, (await TestJournal.RecoverAsync(new DirectoryDevice(Folder), options)).Recovered);
    }

    private static void AssertSame(List<(long Lsn, byte Type, byte[] Payload)> expected, List<(long Lsn, byte Type, byte[] Payload)> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].Lsn, actual[i].Lsn);
            Assert.Equal(expected[i].Type, actual[i].Type);
            Assert.Equal(expected[i].Payload, actual[i].Payload);
        }
    }
}

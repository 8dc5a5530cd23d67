using Waybill.Storage.Devices;
using Waybill.Storage.Segments;
using Waybill.Storage.Threads;

namespace Waybill.Storage.Tests.Support;

/// <summary>Small journals and short calls.</summary>
internal static class TestJournal
{
    public const byte Type = 7;

    public static JournalOptions Small { get; } =
        new()
        {
            SegmentBytes = 64 * 1024,
            BufferBytes = 4096,
            LockTimeout = TimeSpan.Zero,
            Salt = () => 0x5A17,
            FullPause = static _ => Thread.Yield(),
        };

    /// <summary>The same, and only an eighth of a segment is filled at first, the rest meanwhile, in small pieces and without a pause.</summary>
    public static JournalOptions FilledLater { get; } = FilledLaterOn(OwnThreads.Instance);

    public static JournalOptions FilledLaterOn(IThreads threads) =>
        new()
        {
            Threads = threads,
            SegmentBytes = Small.SegmentBytes,
            BufferBytes = Small.BufferBytes,
            LockTimeout = Small.LockTimeout,
            Salt = Small.Salt,
            AheadBytes = 8192,
            Fill = new FillPace(4096, static _ => { }),
        };

    public static async Task<(Journal Journal, RecordingClient Client)> OpenAsync(IStorageDevice device, JournalOptions? options = null)
    {
        var client = new RecordingClient();
        return (await Journal.OpenAsync(device, client, options ?? Small, TestContext.Current.CancellationToken), client);
    }

    public static async Task<RecordingClient> RecoverAsync(IStorageDevice device, JournalOptions? options = null)
    {
        var (journal, client) = await OpenAsync(device, options);
        await journal.DisposeAsync();
        return client;
    }

    /// <summary>Reads one record.</summary>
    public static JournalRecord ReadRecord(this Journal journal, long lsn) => journal.Read(lsn, new RecordBlock(), RecordBlock.LeastBytes);

    /// <summary>Appends, waiting for room.</summary>
    public static async Task<Appended> AppendAsync(this Journal journal, byte[] payload, CommitLevel level = CommitLevel.Flushed)
    {
        Appended appended;
        while (!journal.TryAppend(Type, [], payload, level, AppendPriority.Normal, out appended))
        {
            await journal.WaitForRoomAsync(payload.Length, AppendPriority.Normal, TestContext.Current.CancellationToken);
        }
        return appended;
    }

    /// <summary>Appends and waits for the commit.</summary>
    public static async Task<Appended> CommitAsync(this Journal journal, byte[] payload, CommitLevel level = CommitLevel.Flushed)
    {
        var appended = await journal.AppendAsync(payload, level);
        await RecordingClient.Committing(appended);
        return appended;
    }

    public static byte[] Payload(Random random, int maxBytes)
    {
        var payload = new byte[random.Next(maxBytes + 1)];
        random.NextBytes(payload);
        return payload;
    }
}

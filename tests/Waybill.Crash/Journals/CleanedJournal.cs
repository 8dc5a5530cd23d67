using Waybill.Storage;
using Waybill.Storage.Devices;
using Waybill.Storage.Format;
using Waybill.Storage.Tests.Support;

namespace Waybill.Crash.Journals;

/// <summary>A journal in memory that has two checkpoints and segments written anew, and of which every record is known.</summary>
internal sealed class CleanedJournal
{
    // Four segments: the first ones are old when the last is written.
    private const int Bytes = 140_000;
    private const int BatchesPerCheckpoint = 9;
    private const int LeastContent = 100;
    private const int MostContent = 900;
    private const int MaxTries = 100;

    private readonly SimulatedDevice _device;

    private CleanedJournal(SimulatedDevice device, IReadOnlyList<WrittenRecord> records, IReadOnlyList<WrittenCheckpoint> checkpoints)
    {
        _device = device;
        Records = records;
        Checkpoints = checkpoints;
        Sparse = [.. device.List().Where(name => IsSparse(device[name].Content)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Every record that was confirmed, in order.</summary>
    public IReadOnlyList<WrittenRecord> Records { get; }

    /// <summary>The two that are kept, the newest first.</summary>
    public IReadOnlyList<WrittenCheckpoint> Checkpoints { get; }

    /// <summary>The names of the segments that were written anew.</summary>
    public IReadOnlyList<string> Sparse { get; }

    /// <summary>A fresh copy.</summary>
    public SimulatedDevice Copy() => _device.AfterKill();

    /// <summary>Writes one, as the process that wrote it leaves it when it is killed.</summary>
    public static async Task<CleanedJournal> WriteAsync(Random random, Func<IStorageDevice, IStorageDevice> wiring)
    {
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (await TryWriteAsync(random, wiring) is { Sparse.Count: > 1, Checkpoints.Count: 2 } journal)
            {
                return journal;
            }
        }

        throw new InvalidOperationException("No segment was written anew: the plan cleans nothing.");
    }

    private static async Task<CleanedJournal> TryWriteAsync(Random random, Func<IStorageDevice, IStorageDevice> wiring)
    {
        var plan = JournalPlan.Create(random, Bytes, 3);
        var device = new SimulatedDevice();
        var client = new KeepingClient();
        var live = new LiveRecords(() => client.Attempted);
        var checkpoints = new List<WrittenCheckpoint>();
        await using var journal = await Journal.OpenAsync(wiring(device), client, JournalPlan.Options);
        await plan.WriteAsync(
            journal,
            client,
            batch =>
            {
                if (batch % BatchesPerCheckpoint == BatchesPerCheckpoint - 1)
                {
                    var content = new byte[random.Next(LeastContent, MostContent)];
                    random.NextBytes(content);
                    journal.WriteCheckpoint(client.End, [content]);
                    checkpoints.Insert(0, new WrittenCheckpoint(client.End.Lsn, content, client.Attempted.Count));
                    journal.Clean(live);
                }
            }
        );
        return new CleanedJournal(device.AfterKill(), [.. client.Attempted], [.. checkpoints.Take(2)]);
    }

    private static bool IsSparse(ReadOnlySpan<byte> file) => file.StartsWith("WJOURNAL"u8) && file[9] == (byte)SegmentKind.Sparse;
}

/// <summary>A checkpoint as it was written.</summary>
/// <param name="Lsn">What comes before this position is in it.</param>
/// <param name="Content">What it was given.</param>
/// <param name="Before">How many records come before it.</param>
internal sealed record WrittenCheckpoint(long Lsn, byte[] Content, int Before)
{
    /// <summary>Its file.</summary>
    public string File { get; } = $"{Lsn:x16}.checkpoint";
}

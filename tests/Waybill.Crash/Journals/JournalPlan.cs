using Waybill.Storage;
using Waybill.Storage.Devices;
using Waybill.Storage.Segments;
using Waybill.Storage.Tests.Support;
using Waybill.Storage.Threads;

namespace Waybill.Crash.Journals;

/// <summary>The batches of a small journal, as the seed wants them: records of several sizes, alone and together.</summary>
internal sealed class JournalPlan(IReadOnlyList<IReadOnlyList<byte[]>> batches)
{
    private const int PieceBytes = 4096;

    // Empty, within a record's alignment, across it, within a sector, across several.
    private static readonly int[] s_sizes = [0, 1, 31, 200, 700, 1_300];

    /// <summary>The batches in order, each with its payloads.</summary>
    public IReadOnlyList<IReadOnlyList<byte[]>> Batches => batches;

    /// <summary>Small files that are zeroed as a whole when they are made, so that nothing but the journal's own thread writes to them later.</summary>
    public static JournalOptions Options { get; } = OptionsOf(OwnThreads.Instance);

    /// <summary>The same with other threads.</summary>
    public static JournalOptions OptionsOf(IThreads threads) =>
        new()
        {
            SegmentBytes = JournalFormat.MinSegmentBytes,
            BufferBytes = (int)JournalFormat.MinSegmentBytes / 4,
            LockTimeout = TimeSpan.Zero,
            Salt = () => 0x5A17,
            Threads = threads,
            Fill = new FillPace(PieceBytes, static _ => { }),
        };

    /// <param name="random">Decides the sizes and the bytes.</param>
    /// <param name="bytes">At least so many bytes of payload before the last batches.</param>
    /// <param name="last">How many records each of the last batches has.</param>
    public static JournalPlan Create(Random random, int bytes, params int[] last)
    {
        var batches = new List<IReadOnlyList<byte[]>>();
        while (bytes > 0)
        {
            var batch = Batch(random, random.Next(1, 5));
            bytes -= batch.Sum(payload => payload.Length);
            batches.Add(batch);
        }

        batches.AddRange(last.Select(count => Batch(random, count)));
        return new JournalPlan(batches);
    }

    /// <summary>Writes the batches, each confirmed before the next one.</summary>
    /// <exception cref="StorageFaultedException">The device has failed.</exception>
    public async Task WriteAsync(Journal journal, KeepingClient client, Action<int>? beforeBatch = null)
    {
        for (var index = 0; index < batches.Count; index++)
        {
            beforeBatch?.Invoke(index);
            await client.CommitAsync(journal, batches[index]);
        }
    }

    /// <summary>Writes the plan and takes the images that the verbs damage.</summary>
    /// <param name="closed">True: the journal is closed; false: its process was killed after the last confirm.</param>
    /// <param name="wiring">What the journal sees of the device.</param>
    public async Task<WrittenJournal> WriteAsync(bool closed, Func<IStorageDevice, IStorageDevice> wiring)
    {
        var device = new SimulatedDevice();
        var client = new KeepingClient();
        var journal = await Journal.OpenAsync(wiring(device), client, Options);
        SimulatedDevice? beforeLast = null;
        await WriteAsync(journal, client, index => beforeLast = index == batches.Count - 1 ? device.AfterKill() : null);
        var killed = device.AfterKill();
        await journal.DisposeAsync();
        return new WrittenJournal(closed ? device.AfterKill() : killed, beforeLast!, [.. client.Committed], closed);
    }

    private static byte[][] Batch(Random random, int records) => [.. Enumerable.Range(0, records).Select(_ => Payload(random))];

    private static byte[] Payload(Random random)
    {
        var payload = new byte[s_sizes[random.Next(s_sizes.Length)]];
        random.NextBytes(payload);
        return payload;
    }
}

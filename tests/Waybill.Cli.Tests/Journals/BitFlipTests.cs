using Waybill.Cli.Journals;
using Waybill.Cli.Tests.Support;
using Waybill.Storage;
using Waybill.Storage.Devices;
using Waybill.Storage.Inspection;
using Waybill.Storage.Tests.Support;

namespace Waybill.Cli.Tests.Journals;

/// <summary>
/// A bit of every byte that means something is flipped, and found. These mean nothing, and no checksum covers them: what is behind a segment's header of 64 bytes (80 in a
/// sparse one) up to its first 4,096, the padding of records to 32 and of batches to 512, what is behind the end of the log, the lock, and spare and unfinished files.
/// </summary>
public sealed class BitFlipTests
{
    // Of a large body every byte is like the next.
    private const int BodyStep = 61;

    [Fact]
    public async Task Every_flip_is_found()
    {
        var device = new SimulatedDevice();
        await SmallFolder.WriteAsync(device);
        var (flips, missed) = (0, new List<string>());
        foreach (var (file, from, length, isMark) in await PartsAsync(device))
        {
            for (var at = from; at < from + length; at += at - from < 256 ? 1 : BodyStep)
            {
                flips++;
                device[file].Flip(at, at % 8);
                using (var folder = await JournalFolder.OpenAsync(device, CancellationToken.None))
                {
                    var reading = FolderReading.Read(folder);
                    var isTold = isMark
                        ? reading is { IsWhole: true, End: { IsClosed: false, TailBytes: > 0 } }
                        : reading.Damage.Any(damage =>
                            damage.Place.File == file && damage.Place.Offset <= at && at - damage.Place.Offset < 64 * 1024
                        );
                    if (!isTold)
                    {
                        missed.Add($"{file}, byte {at}, bit {at % 8}");
                    }
                }

                device[file].Flip(at, at % 8);
            }
        }

        Assert.True(missed.Count == 0, $"{missed.Count} of {flips}:\n{string.Join('\n', missed.Take(20))}");
        Assert.True(flips > 5_000, $"{flips} flips");
    }

    // Where in which file something stands that means something, and whether it is the mark of a clean close: a crash before it was written looks the same without it.
    private static async Task<List<(string File, int From, int Length, bool IsMark)>> PartsAsync(SimulatedDevice device)
    {
        using var folder = await JournalFolder.OpenAsync(device, CancellationToken.None);
        var parts = folder.Checkpoints.Select(checkpoint => (checkpoint.Name, 0, device[checkpoint.Name].Length, false)).ToList();
        foreach (var segment in folder.Segments)
        {
            parts.Add((segment.Name, 0, segment.IsSparse ? 80 : 64, false));
            var sparseAt = 4096;
            foreach (var item in new LogWalk(folder).Items(segment))
            {
                switch (item.Kind)
                {
                    case LogItemKind.Batch:
                        parts.Add((segment.Name, (int)(item.Batch.Lsn - segment.BaseLsn), 64, (int)item.Batch.Kind == 3));
                        break;
                    case LogItemKind.Record:
                        var at = segment.IsSparse ? sparseAt : (int)(item.Record.Lsn - segment.BaseLsn);
                        parts.Add((segment.Name, at, 24 + item.Record.Payload.Length, false));
                        sparseAt += JournalFormat.RecordBytes(item.Record.Payload.Length);
                        break;
                }
            }

            if (segment.IsSparse)
            {
                parts.Add((segment.Name, sparseAt, device[segment.Name].Length - sparseAt, false));
            }
        }

        return parts;
    }
}

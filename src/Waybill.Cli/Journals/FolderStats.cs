using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Broker.InFlight;
using Waybill.Broker.Records;
using Waybill.Storage;
using Waybill.Storage.Checkpoints;
using Waybill.Storage.Devices;
using Waybill.Storage.Format;
using Waybill.Storage.Inspection;

namespace Waybill.Cli.Journals;

/// <summary>How much of what lies in a folder.</summary>
/// <param name="Files">Every file.</param>
/// <param name="Live">What is needed of each segment.</param>
/// <param name="Queues">The queues by name.</param>
internal sealed record FolderStats(IReadOnlyList<FileStats> Files, IReadOnlyList<LiveStats> Live, IReadOnlyList<QueueStats> Queues)
{
    /// <summary>Counts a folder that was read; goes through it a second time.</summary>
    public static FolderStats Of(JournalFolder folder, FolderReading reading)
    {
        var oldest = new Dictionary<long, List<QueueState>>();
        foreach (var queue in reading.State.Queues)
        {
            if (queue.TryPeekReady(out var entry))
            {
                (oldest.TryGetValue(entry.Message.Lsn, out var queues) ? queues : oldest[entry.Message.Lsn] = []).Add(queue);
            }
        }

        var times = new Dictionary<QueueState, DateTimeOffset>();
        var live = folder.Segments.Select(static segment => new LiveStats(segment.Name, segment.BaseLsn, 0, 0)).ToList();
        if (folder.SegmentBytes > 0)
        {
            var check = new LiveCheck(reading.State.Share(), folder.SegmentBytes);
            foreach (var item in new LogWalk(folder).Items().Where(static item => item.Kind == LogItemKind.Record))
            {
                var record = item.Record;
                if (check.See(record.Lsn))
                {
                    var at = live.FindIndex(segment => segment.BaseLsn == record.Lsn - (record.Lsn % folder.SegmentBytes));
                    live[at] = live[at].Plus(JournalFormat.RecordBytes(record.Payload.Length));
                    foreach (var queue in oldest.GetValueOrDefault(record.Lsn) ?? [])
                    {
                        queue.TryPeekReady(out var entry);
                        if (TimeOf(record, entry.Message.Index) is { } time)
                        {
                            times[queue] = time;
                        }
                    }
                }
            }
        }

        return new FolderStats(
            [
                .. folder
                    .Files.Order(StringComparer.Ordinal)
                    .Select(file => new FileStats(file, KindOf(folder, file), folder.LengthOf(file))),
            ],
            live,
            [
                .. reading
                    .State.Queues.OrderBy(static queue => queue.Name, StringComparer.Ordinal)
                    .Select(queue => new QueueStats(
                        queue.Name,
                        queue.Ready,
                        queue.Delayed,
                        queue.Parked,
                        queue.Counters,
                        times.TryGetValue(queue, out var time) ? time : null
                    )),
            ]
        );
    }

    /// <summary>Null where the record cannot be understood: a newer Waybill may have written it.</summary>
    private static DateTimeOffset? TimeOf(in JournalRecord record, int index)
    {
        try
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(
                new MessageOffsets().Read(record.Type, record.Payload.Span, index).TimestampMilliseconds
            );
        }
        catch (Exception exception) when (exception is RecordFormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static string KindOf(JournalFolder folder, string file)
    {
        if (folder.Segments.FirstOrDefault(segment => segment.Name == file) is { } segment)
        {
            return segment.Segment?.Header.Kind switch
            {
                SegmentKind.Fresh or SegmentKind.Recycled => "segment",
                SegmentKind.Sparse => "sparse segment",
                _ => "unreadable segment",
            };
        }

        return (file, Path.GetExtension(file)) switch
        {
            (CheckpointReserve.Name, _) => "reserved space",
            (InFlightFile.Name, _) => "deliveries in flight",
            (IndexPages.FileName, _) => "index pages",
            (DirectoryLock.FileName, _) => "lock",
            (_, CheckpointHeader.Extension) => "checkpoint",
            (_, SegmentHeader.SpareExtension) => "spare",
            (_, SegmentHeader.PreparingExtension or CheckpointHeader.WritingExtension) => "unfinished",
            _ when file.Contains(RepairPlan.DamagedExtension, StringComparison.Ordinal) => "put aside by a repair",
            _ => "other",
        };
    }
}

/// <summary>A file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record FileStats(string Name, string Kind, long Bytes);

/// <summary>What queues need of a segment.</summary>
/// <param name="Name">The segment's file.</param>
/// <param name="BaseLsn">Its first position.</param>
/// <param name="Records">How many records are needed.</param>
/// <param name="Bytes">How many bytes they take.</param>
internal sealed record LiveStats(string Name, long BaseLsn, long Records, long Bytes)
{
    public LiveStats Plus(int bytes) => this with { Records = Records + 1, Bytes = Bytes + bytes };
}

/// <summary>A queue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ready">How many messages wait.</param>
/// <param name="Delayed">How many are set aside until they are due.</param>
/// <param name="Parked">How many are kept and not handed out any more.</param>
/// <param name="Totals">What became of the others.</param>
/// <param name="Oldest">When the first that waits was published; null when none does, or it cannot be read.</param>
internal sealed record QueueStats(string Name, long Ready, long Delayed, long Parked, QueueCounters Totals, DateTimeOffset? Oldest);

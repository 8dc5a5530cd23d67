using Waybill.Storage.Checkpoints;
using Waybill.Storage.Devices;
using Waybill.Storage.Format;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Recovery;

/// <summary>What opening is for those who write and those who only read: the newest checkpoint that can be read, and the log from there on.</summary>
internal static class LogOpening
{
    /// <summary>Opens the segments; whatever fails, the caller disposes of the set.</summary>
    /// <exception cref="StorageCorruptedException">The segments do not hold the log from the checkpoint on, or from its beginning when there is none.</exception>
    /// <exception cref="StorageVersionException">A newer build wrote some of it.</exception>
    public static void OpenSegments(SegmentSet segments, IStorageDevice device, CheckpointStore checkpoints, bool writable)
    {
        var needed = checkpoints.Newest is { } newest ? newest.Position.Lsn - (newest.Position.Lsn % newest.SegmentBytes) : 0;
        try
        {
            segments.Open(device, writable, needed);
            RequireWhole(segments, needed);
            RequireFitting(segments, device, checkpoints);
        }
        catch (StorageCorruptedException corrupted) when (checkpoints.Missed is { } unreadable)
        {
            // Without it the log would have to be there from its beginning, or from an older one on: an unreadable checkpoint is no empty one.
            throw new StorageCorruptedException(
                unreadable.File,
                0,
                $"{unreadable.Reason}, and without it: {corrupted.Place}",
                wayOut: corrupted.WayOut
            );
        }
    }

    // A folder with checkpoints and no segments was a journal: it must not become another one beside them.
    private static void RequireFitting(SegmentSet segments, IStorageDevice device, CheckpointStore checkpoints)
    {
        if (segments.All.Count == 0 && (checkpoints.Newest is not null || checkpoints.Unreadable.Count > 0))
        {
            throw new StorageCorruptedException(
                Path.Combine(device.Name, SegmentHeader.FileName(0)),
                0,
                "the folder holds checkpoints and no segment: the segment files are missing"
            );
        }
        if (segments.All.Count > 0 && checkpoints.Newest is { } newest && newest.SegmentBytes != segments.All[0].Header.SegmentBytes)
        {
            throw new StorageCorruptedException(
                segments.All[0].Path,
                0,
                "its size is not the one that the checkpoint names: they belong to different journals"
            );
        }
    }

    // Only what a checkpoint stands for is ever written sparsely.
    private static void RequireWhole(SegmentSet segments, long needed)
    {
        if (segments.All.FirstOrDefault(segment => segment.EndLsn > needed && segment.Directory is not null) is { } sparse)
        {
            throw new StorageCorruptedException(
                sparse.Path,
                0,
                "of the log only the records are left that were needed, and the checkpoint that stands for the others is not there"
            );
        }
    }

    /// <exception cref="StorageVersionException">A newer build wrote some of it.</exception>
    public static ScanResult Scan(SegmentSet segments, CheckpointStore checkpoints, IJournalClient client)
    {
        if (checkpoints.Newest is not { } newest)
        {
            return ScanLog(segments, checkpoints, client, start: null);
        }
        try
        {
            using var content = checkpoints.OpenNewest();
            client.OnCheckpoint(newest.Position.Lsn, content);
        }
        catch (InvalidDataException damage)
        {
            // It was whole a moment ago.
            throw new StorageCorruptedException(checkpoints.NewestPath, 0, damage.Message);
        }
        catch (NewerContentException newer)
        {
            throw new StorageVersionException(checkpoints.NewestPath, CheckpointHeader.Bytes, newer.Message);
        }
        catch (ContentException senseless)
        {
            senseless.StandsIn(checkpoints.NewestPath, CheckpointHeader.Bytes);
            throw;
        }
        return ScanLog(segments, checkpoints, client, newest.Position);
    }

    private static ScanResult ScanLog(SegmentSet segments, CheckpointStore checkpoints, IJournalClient client, JournalPosition? start)
    {
        try
        {
            return new JournalScanner(segments, client, checkpoints.DurableTo).Scan(start);
        }
        catch (NewerContentException newer)
        {
            var segment = segments.Find(newer.Lsn)!;
            throw new StorageVersionException(segments.PathOf(newer.Lsn), newer.Lsn - segment.BaseLsn, newer.Message);
        }
        catch (ContentException senseless)
        {
            var segment = segments.Find(senseless.Lsn)!;
            senseless.StandsIn(segment.Path, senseless.Lsn - segment.BaseLsn);
            throw;
        }
    }
}

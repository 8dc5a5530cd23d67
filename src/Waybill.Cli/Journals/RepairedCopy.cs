using Waybill.Broker.Checkpoints;
using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Loop;
using Waybill.Storage;
using Waybill.Storage.Checkpoints;
using Waybill.Storage.Devices;
using Waybill.Storage.Inspection;
using Waybill.Storage.Threads;

namespace Waybill.Cli.Journals;

/// <summary>
/// Makes a copy of a folder and repairs that. The folder is read only; in the copy nothing is deleted that could not be read: it has another name there. The copy has an
/// unfinished one's name until it is whole.
/// </summary>
internal static class RepairedCopy
{
    private const int BufferBytes = 2 * 1024 * 1024;

    // What most file systems give a file at once.
    private const int BlockBytes = 4096;

    /// <summary>Copies, repairs and verifies.</summary>
    /// <returns>Where the copy is, and whether it is whole: otherwise it keeps the name of an unfinished one.</returns>
    /// <exception cref="InputException">The target is no place for a copy, or its disk is full.</exception>
    public static Task<(string Path, bool IsWhole)> WriteAsync(
        JournalFolder folder,
        RepairPlan plan,
        string target,
        CancellationToken cancellationToken
    ) => WriteAsync(folder, plan, target, static path => new DirectoryDevice(path), cancellationToken);

    /// <inheritdoc cref="WriteAsync(JournalFolder, RepairPlan, string, CancellationToken)"/>
    internal static async Task<(string Path, bool IsWhole)> WriteAsync(
        JournalFolder folder,
        RepairPlan plan,
        string target,
        Func<string, IStorageDevice> deviceOf,
        CancellationToken cancellationToken
    )
    {
        var place = CopyPlace.Of(folder.Name, target);
        try
        {
            return await WriteAsync(folder, plan, place, deviceOf(place.Unfinished), cancellationToken)
                ? (target, true)
                : (place.Unfinished, false);
        }
        catch (IOException full) when (DiskFull.IsReportedBy(full))
        {
            var discarded = place.TryDiscard() ? $" '{place.Unfinished}' is deleted again." : "";
            throw new InputException(
                $"'{target}' cannot be made: its disk is full, and the copy needs {BytesOf(folder, plan)} bytes. Free some space, or name a folder on another disk.{discarded}"
            );
        }
        finally
        {
            place.DeleteEmptyParents();
        }
    }

    private static async Task<bool> WriteAsync(
        JournalFolder folder,
        RepairPlan plan,
        CopyPlace place,
        IStorageDevice device,
        CancellationToken cancellationToken
    )
    {
        using (place.Begin(device))
        {
            Copy(folder, plan, device, cancellationToken);
            PutAside(plan, device);
            if (plan.MustRewrite)
            {
                Rewrite(folder, plan, device);
            }
        }

        if (!await IsWholeAsync(folder.SegmentBytes, device, cancellationToken))
        {
            return false;
        }

        place.Finish();
        return true;
    }

    // What is copied and the lock; at most a segment for each that is written anew and one that the log goes on in; and the checkpoint.
    private static long BytesOf(JournalFolder folder, RepairPlan plan)
    {
        var copied = FilesOf(folder, plan).Sum(file => OnDisk(folder.LengthOf(file))) + BlockBytes;
        if (!plan.MustRewrite)
        {
            return copied;
        }

        var content = CheckpointContent.Write(plan.State).Sum(static part => (long)part.Length);
        var checkpoint = new CheckpointHeader(default, folder.SegmentBytes, content).FileBytes;
        return copied + ((plan.Segments.Count + 1) * folder.SegmentBytes) + OnDisk(checkpoint);
    }

    private static long OnDisk(long length) => (length + BlockBytes - 1) / BlockBytes * BlockBytes;

    private static IEnumerable<string> FilesOf(JournalFolder folder, RepairPlan plan) =>
        folder.FilesThatMatter.Except([IndexPages.FileName, .. plan.Ahead.Select(static segment => segment.Name)]);

    // Opening cuts the tail, as it does for any folder, and proves that the copy can be opened.
    private static async Task<bool> IsWholeAsync(long segmentBytes, IStorageDevice device, CancellationToken cancellationToken)
    {
        var bytes = (int)Math.Min(BufferBytes, segmentBytes / 4 / JournalFormat.BatchAlignment * JournalFormat.BatchAlignment);
        var options = new JournalOptions { BufferBytes = bytes, LockTimeout = TimeSpan.Zero };
        await (
            await Journal.OpenAsync(device, new JournalClient(new BrokerState(), OwnThreads.Instance), options, cancellationToken)
        ).DisposeAsync();
        using var repaired = await JournalInput.OpenAsync(device.Name, cancellationToken);
        return FolderReading.Read(repaired).IsWhole;
    }

    private static void Copy(JournalFolder folder, RepairPlan plan, IStorageDevice device, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        foreach (var name in FilesOf(folder, plan))
        {
            using var source = folder.OpenFile(name);
            using var copy = device.Create(name, source.Length);
            for (long at = 0; at < source.Length; at += buffer.Length)
            {
                cancellationToken.ThrowIfCancellationRequested();
                copy.Write(at, buffer.AsSpan(0, source.Read(at, buffer)));
            }

            copy.Sync();
        }

        device.SyncDirectory();
    }

    private static void PutAside(RepairPlan plan, IStorageDevice device)
    {
        foreach (var (name, aside) in plan.PutAside)
        {
            device.Rename(name, aside);
        }

        device.SyncDirectory();
    }

    private static long BehindAll(JournalFolder folder, RepairPlan plan)
    {
        var end = Math.Max(
            folder.Segments.Except(plan.Ahead).LastOrDefault() is { } last ? last.BaseLsn + folder.SegmentBytes : 0,
            folder.Checkpoints is [.., var newest] ? newest.Lsn : 0
        );
        return (end + folder.SegmentBytes - 1) / folder.SegmentBytes * folder.SegmentBytes;
    }

    private static void Rewrite(JournalFolder folder, RepairPlan plan, IStorageDevice device)
    {
        var repair = new FolderRepair(device, folder.SegmentBytes);
        foreach (var segment in plan.Segments)
        {
            var items = new LogWalk(folder).Items(segment);
            repair.WriteSparse(
                segment.BaseLsn,
                items.Where(static item => item.Kind == LogItemKind.Record).Select(static item => item.Record)
            );
        }

        var position = plan.ContinuesAt ?? repair.BeginSegment(BehindAll(folder, plan));
        repair.WriteCheckpoint(position, CheckpointContent.Write(plan.State));
    }
}

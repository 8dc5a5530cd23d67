using Waybill.Broker.Checkpoints;
using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Loop;
using Waybill.Storage;
using Waybill.Storage.Devices;
using Waybill.Storage.Inspection;

namespace Waybill.Cli.Journals;

/// <summary>
/// Makes a copy of a folder and repairs that. The folder is read only; in the copy nothing is deleted that could not be read: it has another name there. The copy has an
/// unfinished one's name until it is whole.
/// </summary>
internal static class RepairedCopy
{
    private const int BufferBytes = 2 * 1024 * 1024;

    /// <summary>Copies, repairs and verifies.</summary>
    /// <returns>Where the copy is, and whether it is whole: otherwise it keeps the name of an unfinished one.</returns>
    /// <exception cref="InputException">The target is no place for a copy.</exception>
    public static async Task<(string Path, bool IsWhole)> WriteAsync(
        JournalFolder folder,
        RepairPlan plan,
        string target,
        CancellationToken cancellationToken
    )
    {
        var place = CopyPlace.Of(folder.Name, target);
        var device = new DirectoryDevice(place.Unfinished);
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
            return (place.Unfinished, false);
        }

        place.Finish();
        return (target, true);
    }

    // Opening cuts the tail, as it does for any folder, and proves that the copy can be opened.
    private static async Task<bool> IsWholeAsync(long segmentBytes, DirectoryDevice device, CancellationToken cancellationToken)
    {
        var bytes = (int)Math.Min(BufferBytes, segmentBytes / 4 / JournalFormat.BatchAlignment * JournalFormat.BatchAlignment);
        var options = new JournalOptions { BufferBytes = bytes, LockTimeout = TimeSpan.Zero };
        await (await Journal.OpenAsync(device, new JournalClient(new BrokerState()), options, cancellationToken)).DisposeAsync();
        using var repaired = await JournalInput.OpenAsync(device.Name, cancellationToken);
        return FolderReading.Read(repaired).IsWhole;
    }

    private static void Copy(JournalFolder folder, RepairPlan plan, DirectoryDevice device, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        foreach (var name in folder.FilesThatMatter.Except([IndexPages.FileName, .. plan.Ahead.Select(static segment => segment.Name)]))
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

    private static void PutAside(RepairPlan plan, DirectoryDevice device)
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

    private static void Rewrite(JournalFolder folder, RepairPlan plan, DirectoryDevice device)
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

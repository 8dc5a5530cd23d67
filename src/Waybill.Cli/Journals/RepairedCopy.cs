using Waybill.Broker.Checkpoints;
using Waybill.Broker.Core;
using Waybill.Broker.Loop;
using Waybill.Storage;
using Waybill.Storage.Devices;
using Waybill.Storage.Inspection;

namespace Waybill.Cli.Journals;

/// <summary>Makes a copy of a folder and repairs that. The folder is read only; in the copy nothing is deleted that could not be read: it has another name there.</summary>
internal static class RepairedCopy
{
    /// <summary>What is added to the name of a file that is put aside.</summary>
    public const string DamagedExtension = ".damaged";

    private const int BufferBytes = 2 * 1024 * 1024;

    /// <summary>Copies and repairs.</summary>
    /// <exception cref="InputException">The target is not empty.</exception>
    public static async Task WriteAsync(JournalFolder folder, RepairPlan plan, string target, CancellationToken cancellationToken)
    {
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new InputException($"'{target}' is there already, and is no empty folder. Name another one: a copy replaces nothing.");
        }

        var device = new DirectoryDevice(target);
        using (device.TryLock(shared: false, out _))
        {
            Copy(folder, plan, device, cancellationToken);
            PutAside(plan, device);
            if (plan.MustRewrite)
            {
                Rewrite(folder, plan, device);
            }
        }

        // Opening cuts the tail, as it does for any folder, and proves that the copy can be opened.
        var bytes = (int)Math.Min(BufferBytes, folder.SegmentBytes / 4 / JournalFormat.BatchAlignment * JournalFormat.BatchAlignment);
        var options = new JournalOptions { BufferBytes = bytes, LockTimeout = TimeSpan.Zero };
        await using var journal = await Journal.OpenAsync(device, new JournalClient(new BrokerState()), options, cancellationToken);
    }

    private static void Copy(JournalFolder folder, RepairPlan plan, DirectoryDevice device, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        foreach (var name in folder.FilesThatMatter.Except(plan.Ahead.Select(static segment => segment.Name)))
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
        foreach (
            var name in plan
                .Checkpoints.Select(static checkpoint => checkpoint.Name)
                .Concat(plan.Segments.Select(static segment => segment.Name))
        )
        {
            device.Rename(name, name + DamagedExtension);
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

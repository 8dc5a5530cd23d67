using Waybill.Storage.Checkpoints;
using Waybill.Storage.Devices;

namespace Waybill.Storage.Inspection;

/// <summary>A checkpoint's file.</summary>
/// <param name="Name">Its name, without a path.</param>
/// <param name="Lsn">The position that the name says.</param>
/// <param name="Position">The position in the file.</param>
/// <param name="SegmentBytes">The size of the journal's segments.</param>
/// <param name="ContentBytes">How long its content is.</param>
/// <param name="Damage">What is wrong with it; null for nothing.</param>
internal sealed record InspectedCheckpoint(
    string Name,
    long Lsn,
    JournalPosition Position,
    long SegmentBytes,
    long ContentBytes,
    LogDamage? Damage
)
{
    public bool IsReadable => Damage is null;

    /// <summary>Reads a checkpoint once through.</summary>
    public static InspectedCheckpoint Read(IStorageDevice device, long lsn)
    {
        var name = CheckpointHeader.FileName(lsn);
        return CheckpointFile.Check(device, lsn, out var damage) is { } checkpoint
                ? new InspectedCheckpoint(name, lsn, checkpoint.Position, checkpoint.SegmentBytes, checkpoint.ContentBytes, null)
            : damage.IsNewer ? new InspectedCheckpoint(name, lsn, default, 0, 0, LogDamage.Newer(name, 0, lsn, null, damage.Reason))
            : new InspectedCheckpoint(name, lsn, default, 0, 0, new LogDamage(name, damage.Offset, lsn, null, damage.Reason));
    }
}

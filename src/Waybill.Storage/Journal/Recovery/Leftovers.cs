using Waybill.Storage.Checkpoints;
using Waybill.Storage.Devices;
using Waybill.Storage.Format;

namespace Waybill.Storage.Recovery;

/// <summary>What a crash left half made: it never had the name of a segment or a checkpoint, and nobody reads it.</summary>
internal static class Leftovers
{
    /// <summary>Deletes what can be deleted. The rest stands in nobody's way but of who makes a file of that name again, and hears why it cannot be replaced.</summary>
    public static void Delete(IStorageDevice device)
    {
        var failures = new FirstFailure();
        foreach (var name in device.List())
        {
            if (
                name.EndsWith(SegmentHeader.PreparingExtension, StringComparison.Ordinal)
                || name.EndsWith(CheckpointHeader.WritingExtension, StringComparison.Ordinal)
            )
            {
                failures.Try(() => device.Delete(name));
            }
        }
    }
}

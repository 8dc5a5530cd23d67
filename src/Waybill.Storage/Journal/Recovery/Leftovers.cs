using Waybill.Storage.Checkpoints;
using Waybill.Storage.Devices;
using Waybill.Storage.Format;

namespace Waybill.Storage.Recovery;

/// <summary>What a crash left half made: it never had the name of a segment or a checkpoint, and nobody reads it.</summary>
internal static class Leftovers
{
    /// <summary>Deletes what can be deleted of a process that has ended. The rest stands in nobody's way but of who makes a file of that name again, and hears why it cannot be replaced.</summary>
    public static void Delete(IStorageDevice device)
    {
        var untold = new FirstFailure();
        Delete(device, SegmentHeader.PreparingExtension, untold);
        Delete(device, CheckpointHeader.WritingExtension, untold);
    }

    /// <summary>Deletes what can be deleted of one kind, which nobody makes meanwhile.</summary>
    /// <param name="device">The folder.</param>
    /// <param name="extension">Of their names.</param>
    /// <param name="failures">Hears of those that cannot.</param>
    public static void Delete(IStorageDevice device, string extension, FirstFailure failures) =>
        failures.Try(() =>
        {
            foreach (var name in device.List())
            {
                if (name.EndsWith(extension, StringComparison.Ordinal))
                {
                    failures.Try(() => device.Delete(name));
                }
            }
        });
}

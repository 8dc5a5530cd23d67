using Waybill.Storage.Devices;

namespace Waybill.Storage.Checkpoints;

/// <summary>
/// Space on the disk for two more checkpoints of the last one's size, which a segment that is written anew may use, too: on a full disk it is these that let segments go, so
/// they must not be what is missing. Where there is no room for two, for one. The file means nothing; it is given up when it is needed and made again when there is room. For one thread at a time.
/// </summary>
internal sealed class CheckpointReserve(IStorageDevice device)
{
    public const string Name = "checkpoint.reserve";

    private const long LeastBytes = 1 << 20;

    // What is surely there.
    private long _bytes;

    // An earlier process may have left one, and one that could not be made may have left part of it.
    private bool _mayBeThere;

    /// <summary>Reserves as much as a checkpoint of that size may come to the next time; without room for it, nothing.</summary>
    public void Make(long checkpointBytes)
    {
        var wanted = Math.Max(LeastBytes, 2 * checkpointBytes);
        if (_bytes >= wanted)
        {
            return;
        }
        // To make it larger is to make it anew: when there is no room for that, one or the old size is better than none.
        var present = _bytes;
        (_bytes, _mayBeThere) = (0, true);
        _mayBeThere = TryMake(wanted) || TryMake(Math.Max(present, wanted / 2)) || TryMake(Math.Min(present, wanted / 2));
    }

    private bool TryMake(long bytes)
    {
        if (bytes == 0)
        {
            return false;
        }
        try
        {
            device.Create(Name, bytes).Dispose();
            _bytes = bytes;
            return true;
        }
        catch (IOException full) when (DiskFull.IsReportedBy(full))
        {
            return false;
        }
    }

    /// <summary>Gives the space up.</summary>
    /// <returns>False: there is none.</returns>
    public bool TryRelease()
    {
        if (!_mayBeThere)
        {
            return false;
        }
        device.Delete(Name);
        (_bytes, _mayBeThere) = (0, false);
        return true;
    }
}

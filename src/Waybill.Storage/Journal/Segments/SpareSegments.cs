using System.Collections.Concurrent;
using Waybill.Storage.Devices;
using Waybill.Storage.Format;

namespace Waybill.Storage.Segments;

/// <summary>
/// Files of segments that nobody needs any more, to become segments again: to write where something stands already is several times faster than where a file has to
/// note first that it is written. Thread-safe.
/// </summary>
internal sealed class SpareSegments(IStorageDevice device)
{
    private const int Fewest = 2;

    private readonly ConcurrentQueue<string> _names = new();
    private long _usedUpTo;

    /// <summary>Finds those that an earlier process left.</summary>
    /// <param name="end">The end of the last segment.</param>
    public void Find(long end)
    {
        _usedUpTo = end;
        foreach (var name in device.List().Where(static name => name.EndsWith(SegmentHeader.SpareExtension, StringComparison.Ordinal)))
        {
            _names.Enqueue(name);
        }
    }

    /// <summary>Hands one out, which is the caller's then; null when there is none.</summary>
    public string? TryTake() => _names.TryDequeue(out var name) ? name : null;

    /// <summary>Takes segments out of the log that nobody needs any more; their files are kept, or deleted when there are enough.</summary>
    public void Retire(SegmentSet segments, IReadOnlyCollection<Segment> retired)
    {
        // As many as were used up since the last time will be used up until the next; what is more is disk that somebody else may want.
        var usedUpTo = segments.All[^1].EndLsn;
        var most = Math.Max(Fewest, (usedUpTo - _usedUpTo) / segments.All[^1].Header.SegmentBytes);
        _usedUpTo = usedUpTo;
        var kept = new List<string>();
        foreach (var segment in retired)
        {
            segments.Remove(segment);
            segment.File.Dispose();
            if (segment.Directory is null && _names.Count + kept.Count < most)
            {
                kept.Add(Path.ChangeExtension(segment.Name, SegmentHeader.SpareExtension));
                device.Rename(segment.Name, kept[^1]);
            }
            else
            {
                device.Delete(segment.Name);
            }
        }
        while (_names.Count + kept.Count > most && _names.TryDequeue(out var superfluous))
        {
            device.Delete(superfluous);
        }
        // Only now may they be written: a power cut must not bring the name of the log back over other bytes.
        device.SyncDirectory();
        kept.ForEach(_names.Enqueue);
    }
}

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

    // Renamed, and not known to be so for good: none of them may be written, and to delete one is safe whichever name a power cut leaves it.
    private readonly List<string> _unsure = [];

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

    /// <summary>Takes one back that was not changed.</summary>
    public void Return(string name) => _names.Enqueue(name);

    /// <summary>
    /// Takes segments out of the log that nobody needs any more; their files are kept, or deleted when there are enough. One call at a time. A file that cannot be renamed or
    /// deleted leaves its segment in the log, and stands in no other's way; the next call tries again.
    /// </summary>
    /// <param name="segments">The log.</param>
    /// <param name="retired">What goes.</param>
    /// <param name="failures">Hears of what cannot be done.</param>
    public void Retire(SegmentSet segments, IReadOnlyCollection<Segment> retired, FirstFailure failures)
    {
        // As many as were used up since the last time will be used up until the next; what is more is disk that somebody else may want.
        var usedUpTo = segments.All[^1].EndLsn;
        var most = Math.Max(Fewest, (usedUpTo - _usedUpTo) / segments.All[^1].Header.SegmentBytes);
        _usedUpTo = usedUpTo;
        var renamed = new List<string>();
        _unsure.RemoveAll(name => failures.Try(() => device.Delete(name)));
        foreach (var segment in retired)
        {
            if (failures.Try(() => GiveUp(segment, _names.Count + renamed.Count < most, renamed)))
            {
                segments.Remove(segment);
                segment.File.Dispose();
            }
        }
        var kept = new List<string>();
        while (_names.Count + renamed.Count + kept.Count > most && _names.TryDequeue(out var superfluous))
        {
            if (!failures.Try(() => device.Delete(superfluous)))
            {
                kept.Add(superfluous);
            }
        }
        kept.ForEach(_names.Enqueue);
        // Only then may they be written: a power cut must not bring the name of the log back over other bytes. When it fails the next call deletes them, for that a second
        // sync succeeds proves nothing.
        _unsure.AddRange(renamed);
        if (failures.Try(device.SyncDirectory))
        {
            _unsure.RemoveRange(_unsure.Count - renamed.Count, renamed.Count);
            renamed.ForEach(_names.Enqueue);
        }
    }

    private void GiveUp(Segment segment, bool isKept, List<string> renamed)
    {
        if (segment.Directory is not null || !isKept)
        {
            device.Delete(segment.Name);
            return;
        }
        var spare = Path.ChangeExtension(segment.Name, SegmentHeader.SpareExtension);
        device.Rename(segment.Name, spare);
        renamed.Add(spare);
    }
}

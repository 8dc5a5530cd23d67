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

    // Not yet durably.
    private readonly List<string> _renamed = [];
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
    /// Takes segments out of the log that nobody needs any more; their files are kept, or deleted when there are enough. One call at a time. What fails leaves a segment in the log, and
    /// the next call goes on.
    /// </summary>
    public void Retire(SegmentSet segments, IReadOnlyCollection<Segment> retired)
    {
        // As many as were used up since the last time will be used up until the next; what is more is disk that somebody else may want.
        var usedUpTo = segments.All[^1].EndLsn;
        var most = Math.Max(Fewest, (usedUpTo - _usedUpTo) / segments.All[^1].Header.SegmentBytes);
        _usedUpTo = usedUpTo;
        foreach (var segment in retired)
        {
            if (segment.Directory is null && _names.Count + _renamed.Count < most)
            {
                var spare = Path.ChangeExtension(segment.Name, SegmentHeader.SpareExtension);
                device.Rename(segment.Name, spare);
                _renamed.Add(spare);
            }
            else
            {
                device.Delete(segment.Name);
            }
            segments.Remove(segment);
            segment.File.Dispose();
        }
        while (_names.Count + _renamed.Count > most && _names.TryDequeue(out var superfluous))
        {
            Delete(superfluous);
        }
        // Only now may they be written: a power cut must not bring the name of the log back over other bytes.
        device.SyncDirectory();
        _renamed.ForEach(_names.Enqueue);
        _renamed.Clear();
    }

    private void Delete(string superfluous)
    {
        try
        {
            device.Delete(superfluous);
        }
        catch
        {
            _names.Enqueue(superfluous);
            throw;
        }
    }
}

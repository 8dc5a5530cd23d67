using Waybill.Storage.Devices;
using Waybill.Storage.Format;

namespace Waybill.Storage.Segments;

/// <summary>
/// The segments of a folder, in order, and without a gap from where the log is read at open; before that those are missing that nobody needs any more. Two threads
/// add and remove; any number may look up and read.
/// </summary>
internal sealed class SegmentSet : IDisposable
{
    private readonly string _folder;
    private Segment[] _segments = [];

    /// <summary>A set of none.</summary>
    /// <param name="folder">The folder's path.</param>
    public SegmentSet(string folder) => _folder = folder;

    public IReadOnlyList<Segment> All => Volatile.Read(ref _segments);

    /// <summary>How much is read at open, from a position on.</summary>
    public long BytesFrom(long lsn) => All is [.., var last] ? last.EndLsn - Math.Min(lsn, last.EndLsn) : 0;

    /// <summary>Opens what the folder holds. Whatever fails, those that are open by then are in the set.</summary>
    /// <param name="device">The folder.</param>
    /// <param name="writable">Whether the files are written.</param>
    /// <param name="needed">The base of the segment that the log is read from.</param>
    /// <exception cref="StorageCorruptedException">A header is damaged, or a file is missing or cut short.</exception>
    /// <exception cref="StorageVersionException">A newer build wrote some of it.</exception>
    public void Open(IStorageDevice device, bool writable, long needed = 0)
    {
        foreach (var baseLsn in BasesIn(device))
        {
            RequireNext(device, baseLsn, needed);
            Add(OpenOne(device, baseLsn, All is [var first, ..] ? first.Header.SegmentBytes : null, writable));
        }
        if (needed > 0 && (All is not [.., var last] || last.EndLsn <= needed))
        {
            throw Missing(device, needed);
        }
    }

    public void Add(Segment segment) => Change(present => [.. present, segment]);

    /// <summary>Puts a segment in the place of another; that one's file is the caller's then.</summary>
    public void Replace(Segment segment, Segment by) => Change(present => [.. present.Select(other => other == segment ? by : other)]);

    /// <summary>Takes a segment out; its file is the caller's then.</summary>
    public void Remove(Segment segment) => Change(present => [.. present.Where(other => other != segment)]);

    /// <summary>The segment that holds a position; null when there is none.</summary>
    public Segment? Find(long lsn)
    {
        var segments = Volatile.Read(ref _segments);
        var (low, high) = (0, segments.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (lsn < segments[middle].BaseLsn)
            {
                high = middle - 1;
            }
            else if (lsn >= segments[middle].EndLsn)
            {
                low = middle + 1;
            }
            else
            {
                return segments[middle];
            }
        }
        return null;
    }

    /// <summary>The path of the segment that would hold a position.</summary>
    public string PathOf(long lsn) =>
        Path.Combine(_folder, SegmentHeader.FileName(All is [var first, ..] ? lsn - (lsn % first.Header.SegmentBytes) : 0));

    public void Dispose()
    {
        foreach (var segment in _segments)
        {
            segment.File.Dispose();
        }
    }

    private void Change(Func<Segment[], Segment[]> change)
    {
        Segment[] present;
        do
        {
            present = Volatile.Read(ref _segments);
        } while (Interlocked.CompareExchange(ref _segments, change(present), present) != present);
    }

    private static List<long> BasesIn(IStorageDevice device)
    {
        var bases = new List<long>();
        foreach (var name in device.List())
        {
            if (SegmentHeader.TryParseFileName(name, out var baseLsn))
            {
                bases.Add(baseLsn);
            }
        }
        bases.Sort();
        return bases;
    }

    // From where the log is read on, every segment follows the one before it. A file under a wrong name says nothing of those between.
    private void RequireNext(IStorageDevice device, long baseLsn, long needed)
    {
        var expected = All is [.., var last] ? last.EndLsn : 0;
        if (baseLsn != expected && baseLsn > needed)
        {
            throw StraySegment.Find(device, baseLsn) ?? Missing(device, Math.Max(expected, needed));
        }
    }

    private static StorageCorruptedException Missing(IStorageDevice device, long baseLsn) =>
        new(Path.Combine(device.Name, SegmentHeader.FileName(baseLsn)), 0, "the segment file is missing");

    /// <summary>What is said of a file at its end.</summary>
    internal static string CutShort(long segmentBytes) =>
        $"the file ends there, and a segment has {segmentBytes} bytes: something has cut it short";

    /// <summary>Opens one of them and checks its header.</summary>
    /// <exception cref="StorageCorruptedException">The header is damaged, or the file is cut short.</exception>
    /// <exception cref="StorageVersionException">A newer build wrote it.</exception>
    internal static Segment OpenOne(IStorageDevice device, long baseLsn, long? segmentBytes, bool writable, bool mayBeShort = false)
    {
        var name = SegmentHeader.FileName(baseLsn);
        var file = device.Open(name, writable);
        try
        {
            var segment = OpenOne(device, file, name, baseLsn, segmentBytes);
            // A segment is written and synced at its full length before it gets its name, so that no crash leaves a shorter one.
            return !segment.IsCutShort || mayBeShort
                ? segment
                : throw new StorageCorruptedException(segment.Path, file.Length, CutShort(segment.Header.SegmentBytes));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static Segment OpenOne(IStorageDevice device, IStorageFile file, string name, long baseLsn, long? segmentBytes)
    {
        var path = Path.Combine(device.Name, name);
        Span<byte> bytes = stackalloc byte[SegmentHeader.Bytes];
        var read = Medium.Read(file, path, 0, bytes);
        long offset = 0;
        if (SegmentHeader.TryRead(bytes[..read], out var header, out var seed, out var reason))
        {
            if (header.BaseLsn != baseLsn)
            {
                throw StraySegment.Refuse(device, name, header.BaseLsn);
            }
            if ((segmentBytes ?? header.SegmentBytes) != header.SegmentBytes)
            {
                reason = $"its header belongs to a segment of {header.SegmentBytes} bytes at LSN {header.BaseLsn}";
            }
            else if (header.Kind == SegmentKind.Sparse)
            {
                if (SparseDirectory.Read(file, path, header, seed, out reason) is { } directory)
                {
                    return new Segment(header, seed, device.Name, file) { Directory = directory };
                }
            }
            else
            {
                return new Segment(header, seed, device.Name, file);
            }
        }
        else if (read < bytes.Length)
        {
            offset = read;
            reason = "the file ends there, before its header does: something has cut it short";
        }
        if (SegmentHeader.IsNewer(bytes[..read]))
        {
            throw new StorageVersionException(path, 0, reason);
        }
        throw new StorageCorruptedException(path, offset, reason);
    }
}

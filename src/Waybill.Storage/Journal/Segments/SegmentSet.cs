using Waybill.Storage.Devices;
using Waybill.Storage.Format;

namespace Waybill.Storage.Segments;

/// <summary>
/// The segments of a folder, in order and without a gap. One thread adds; any number may look up and read.
/// </summary>
internal sealed class SegmentSet : IDisposable
{
    private readonly string _folder;
    private Segment[] _segments;

    private SegmentSet(string folder, Segment[] segments)
    {
        _folder = folder;
        _segments = segments;
    }

    public IReadOnlyList<Segment> All => Volatile.Read(ref _segments);

    /// <summary>How long all files are together.</summary>
    public long TotalBytes => All is [var first, ..] all ? all.Count * first.Header.SegmentBytes : 0;

    /// <summary>Opens what the folder holds.</summary>
    /// <exception cref="StorageCorruptedException">A header is damaged, or a file is missing or cut short.</exception>
    public static SegmentSet Open(IStorageDevice device, bool writable)
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
        var segments = new List<Segment>(bases.Count);
        try
        {
            foreach (var baseLsn in bases)
            {
                var expected = segments.Count == 0 ? 0 : segments[^1].EndLsn;
                if (baseLsn != expected)
                {
                    throw new StorageCorruptedException(
                        Path.Combine(device.Name, SegmentHeader.FileName(expected)),
                        0,
                        "the segment file is missing",
                        expected,
                        baseLsn
                    );
                }
                segments.Add(OpenOne(device, baseLsn, segments.Count == 0 ? null : segments[0].Header.SegmentBytes, writable));
            }
        }
        catch
        {
            foreach (var segment in segments)
            {
                segment.File.Dispose();
            }
            throw;
        }
        return new SegmentSet(device.Name, [.. segments]);
    }

    public void Add(Segment segment) => Volatile.Write(ref _segments, [.. _segments, segment]);

    /// <summary>The segment that holds a position; null when there is none.</summary>
    public Segment? Find(long lsn)
    {
        var segments = Volatile.Read(ref _segments);
        if (lsn < 0 || segments.Length == 0)
        {
            return null;
        }
        var index = lsn / segments[0].Header.SegmentBytes;
        return index < segments.Length ? segments[index] : null;
    }

    public string PathOf(Segment segment) => Path.Combine(_folder, segment.Name);

    public void Dispose()
    {
        foreach (var segment in _segments)
        {
            segment.File.Dispose();
        }
    }

    private static Segment OpenOne(IStorageDevice device, long baseLsn, long? segmentBytes, bool writable)
    {
        var name = SegmentHeader.FileName(baseLsn);
        var file = device.Open(name, writable);
        Span<byte> bytes = stackalloc byte[SegmentHeader.Bytes];
        var read = file.Read(0, bytes);
        long offset = 0;
        if (SegmentHeader.TryRead(bytes[..read], out var header, out var seed, out var reason))
        {
            if (header.BaseLsn != baseLsn || (segmentBytes ?? header.SegmentBytes) != header.SegmentBytes)
            {
                reason = $"its header belongs to a segment of {header.SegmentBytes} bytes at LSN {header.BaseLsn}";
            }
            else if (file.Length < header.SegmentBytes)
            {
                // A segment is written and synced at its full length before it gets its name, so that no crash leaves a shorter one.
                offset = file.Length;
                reason = $"the file ends there, and a segment has {header.SegmentBytes} bytes: something has cut it short";
            }
            else
            {
                return new Segment(header, seed, name, file);
            }
        }
        file.Dispose();
        throw new StorageCorruptedException(Path.Combine(device.Name, name), offset, reason, baseLsn + offset);
    }
}

using Waybill.Storage.Checkpoints;
using Waybill.Storage.Devices;
using Waybill.Storage.Format;
using Waybill.Storage.Recovery;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Inspection;

/// <summary>
/// A folder opened to be looked at, whatever state it is in: nothing on disk is changed. While it is open no journal can open the folder for writing; other readers can.
/// For one thread.
/// </summary>
internal sealed class JournalFolder : IDisposable
{
    private readonly TolerantDevice _device;
    private readonly IDisposable _lock;
    private readonly SegmentSet _segments;

    private JournalFolder(TolerantDevice device, IDisposable held)
    {
        _device = device;
        _lock = held;
        Files = device.List();
        Checkpoints = [.. Lsns().Order().Select(lsn => InspectedCheckpoint.Read(device, lsn))];
        SegmentBytes = Checkpoints.LastOrDefault(static checkpoint => checkpoint.IsReadable)?.SegmentBytes ?? SizeOfAny();
        _segments = new SegmentSet(device.Name);
        try
        {
            Segments = [.. Bases().Select(OpenSegment)];
        }
        catch
        {
            _segments.Dispose();
            throw;
        }
    }

    /// <summary>The folder's path.</summary>
    public string Name => _device.Name;

    /// <summary>The names of all files.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The segments in order.</summary>
    public IReadOnlyList<InspectedSegment> Segments { get; }

    /// <summary>The checkpoints in order, without their contents.</summary>
    public IReadOnlyList<InspectedCheckpoint> Checkpoints { get; }

    /// <summary>Before which position checkpoints have let the log go: their names say so, whether or not they can be read.</summary>
    public long LetGoBefore => CheckpointStore.LetGoBefore([.. Checkpoints.Select(static checkpoint => checkpoint.Lsn)]);

    /// <summary>Blocks of files that the disk could not read so far; they count as zeros.</summary>
    public IReadOnlyCollection<(string File, long Offset)> Unreadable => _device.Unreadable;

    /// <summary>The size of the segments in bytes; 0 when nothing tells it.</summary>
    public long SegmentBytes { get; }

    /// <summary>Opens a folder.</summary>
    /// <exception cref="StorageLockedException">A journal has it open.</exception>
    public static async Task<JournalFolder> OpenAsync(IStorageDevice device, CancellationToken cancellationToken)
    {
        var options = new JournalOptions { LockTimeout = TimeSpan.Zero };
        var held = await FolderLock.TakeAsync(device, shared: true, options, cancellationToken).ConfigureAwait(false);
        try
        {
            return new JournalFolder(new TolerantDevice(device), held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>What a readable checkpoint holds.</summary>
    public Stream ContentOf(InspectedCheckpoint checkpoint) => CheckpointFile.Open(_device, checkpoint.Lsn);

    /// <summary>The record at a position; null when none that is whole stands there.</summary>
    public JournalRecord? Find(long lsn)
    {
        try
        {
            return RecordFetcher.Read(_segments, long.MaxValue, lsn, new RecordBlock(), RecordBlock.LeastBytes);
        }
        catch (Exception exception) when (exception is StorageCorruptedException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>The files that a copy needs, and those of others: not the lock, and not what is no part of the log yet or any more.</summary>
    public IEnumerable<string> FilesThatMatter =>
        Files.Where(static name =>
            name is not (CheckpointReserve.Name or DirectoryLock.FileName)
            && Path.GetExtension(name)
                is not (SegmentHeader.SpareExtension or SegmentHeader.PreparingExtension or CheckpointHeader.WritingExtension)
        );

    /// <summary>Opens a file for reading; it is the caller's.</summary>
    public IStorageFile OpenFile(string name) => _device.Open(name, writable: false);

    /// <summary>The length of a file in bytes.</summary>
    public long LengthOf(string file)
    {
        using var open = OpenFile(file);
        return open.Length;
    }

    public void Dispose()
    {
        _segments.Dispose();
        _lock.Dispose();
    }

    private IEnumerable<long> Lsns() =>
        Files.Select(static name => CheckpointHeader.TryParseFileName(name, out var lsn) ? lsn : -1).Where(IsThere);

    private IEnumerable<long> Bases() =>
        Files.Select(static name => SegmentHeader.TryParseFileName(name, out var lsn) ? lsn : -1).Where(IsThere).Order();

    private static bool IsThere(long lsn) => lsn >= 0;

    private InspectedSegment OpenSegment(long lsn)
    {
        var inspected = InspectedSegment.Open(_device, lsn, SegmentBytes == 0 ? null : SegmentBytes);
        if (inspected.Segment is { } segment)
        {
            _segments.Add(segment);
        }
        return inspected;
    }

    // Of the first segment that tells it.
    private long SizeOfAny()
    {
        foreach (var lsn in Bases())
        {
            var inspected = InspectedSegment.Open(_device, lsn, null);
            inspected.Segment?.File.Dispose();
            if (inspected is { Damage: null, Segment.Header.SegmentBytes: var bytes })
            {
                return bytes;
            }
        }
        return 0;
    }
}

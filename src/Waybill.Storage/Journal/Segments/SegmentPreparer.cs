using Waybill.Storage.Devices;
using Waybill.Storage.Format;

namespace Waybill.Storage.Segments;

/// <summary>
/// Makes segment files ahead of the writer: whole and synced under a temporary name, then renamed, then the folder synced, so that a file with a segment's name
/// is always whole. Belongs to the writer thread; the work runs on a thread of its own, never on the pool that handlers may block.
/// </summary>
internal sealed class SegmentPreparer(
    IStorageDevice device,
    SegmentFiller filler,
    SpareSegments spares,
    DiskRoom room,
    Action isThere,
    long filled,
    TaskScheduler scheduler
)
{
    // Written into each segment: a fresh one each time would be garbage that is seen beside publishes that make none.
    private readonly byte[] _beginning = Beginning(filled);
    private Task<Segment>? _prepared;
    private long _preparedBase;
    private string? _spare;

    /// <summary>Plans a segment: over a spare file when there is one.</summary>
    public SegmentHeader Plan(long segmentBytes, long baseLsn, ulong salt)
    {
        _spare ??= spares.TryTake();
        return new SegmentHeader(segmentBytes, baseLsn, salt, _spare is null ? SegmentKind.Fresh : SegmentKind.Recycled);
    }

    /// <summary>Whether the next segment waits for room.</summary>
    public bool IsDiskFull => room.IsFull;

    public bool IsPreparing(long baseLsn) => _prepared is not null && _preparedBase == baseLsn;

    /// <summary>Starts on a segment.</summary>
    public void Begin(SegmentHeader header)
    {
        _preparedBase = header.BaseLsn;
        var spare = _spare;
        _spare = null;
        _prepared = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    var segment = PrepareWhenThereIsRoom(header, spare);
                    room.Found();
                    filler.Add(segment);
                    return segment;
                }
                finally
                {
                    isThere();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            scheduler
        );
    }

    /// <summary>Hands the segment over that was begun.</summary>
    /// <exception cref="IOException">It could not be made.</exception>
    public Segment Take()
    {
        var prepared = _prepared!;
        _prepared = null;
        return prepared.GetAwaiter().GetResult();
    }

    /// <summary>Closes what nobody has taken: a file that is whole is found again at the next open.</summary>
    public void Stop()
    {
        try
        {
            _prepared?.GetAwaiter().GetResult().File.Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nobody waits for this segment any more; its unfinished file is deleted at the next open.
        }
        _prepared = null;
    }

    // What fails otherwise than for want of room is tried once more: nothing of that segment was ever part of the log.
    private Segment PrepareWhenThereIsRoom(SegmentHeader header, string? spare)
    {
        var isLast = false;
        while (true)
        {
            try
            {
                // Whatever becomes of a spare, it is tried once.
                var reused = spare;
                spare = null;
                return Reuse(header, reused) ?? Prepare(device, header, _beginning);
            }
            catch (IOException full) when (DiskFull.IsReportedBy(full))
            {
                // A file that was let go of is room too; the planned segment's seed says that it is none.
                if (spares.TryTake() is { } other)
                {
                    device.Delete(other);
                }
                else if (!room.WaitForMore())
                {
                    throw;
                }
            }
            catch (Exception failure) when (!isLast && failure is IOException or UnauthorizedAccessException)
            {
                isLast = true;
            }
        }
    }

    // Null when there is no spare file, or not one of the right length.
    private Segment? Reuse(SegmentHeader header, string? spare)
    {
        if (spare is null)
        {
            return null;
        }
        var file = device.Open(spare, writable: true);
        if (file.Length != header.SegmentBytes)
        {
            file.Dispose();
            device.Delete(spare);
            return null;
        }
        return Finish(device, header, spare, file, _beginning.AsSpan(0, JournalFormat.SegmentHeaderBytes), header.SegmentBytes);
    }

    /// <summary>The bytes for <see cref="Prepare"/>: room for the header, then zeros.</summary>
    public static byte[] Beginning(long filled) => new byte[Math.Max(filled, JournalFormat.SegmentHeaderBytes)];

    /// <summary>
    /// Makes a segment. Its file has the full length and, where the file system can, the space for it from the beginning, so that a shorter one can only have been
    /// cut, and a full disk is met here and not by the writer. It is written as far as the bytes of its beginning go, whose header is filled in.
    /// </summary>
    public static Segment Prepare(IStorageDevice device, SegmentHeader header, byte[] beginning)
    {
        var temporary = SegmentHeader.FileName(header.BaseLsn) + SegmentHeader.PreparingExtension;
        var file = device.Create(temporary, header.SegmentBytes);
        var filled = (int)Math.Min(beginning.Length, header.SegmentBytes);
        return Finish(device, header, temporary, file, beginning.AsSpan(0, filled), filled);
    }

    // Writes the beginning of a file that is not yet a segment, and gives it the name.
    private static Segment Finish(
        IStorageDevice device,
        SegmentHeader header,
        string present,
        IStorageFile file,
        Span<byte> beginning,
        long filled
    )
    {
        try
        {
            var name = SegmentHeader.FileName(header.BaseLsn);
            var seed = header.Write(beginning);
            file.Write(0, beginning);
            file.Sync();
            device.Rename(present, name);
            device.SyncDirectory();
            return new Segment(header, seed, name, file) { FilledBytes = filled };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Deletes what a crash left half made; it never had a segment's name.</summary>
    public static void DeleteLeftovers(IStorageDevice device)
    {
        foreach (var name in device.List())
        {
            if (name.EndsWith(SegmentHeader.PreparingExtension, StringComparison.Ordinal))
            {
                device.Delete(name);
            }
        }
    }
}

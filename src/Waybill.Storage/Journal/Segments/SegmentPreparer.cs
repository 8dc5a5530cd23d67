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

    public bool IsPreparing(long baseLsn) => _prepared is not null && _preparedBase == baseLsn;

    /// <summary>Starts on a segment.</summary>
    public void Begin(SegmentHeader header)
    {
        _preparedBase = header.BaseLsn;
        // Whatever becomes of it, it is tried once.
        var spare = _spare;
        _spare = null;
        _prepared = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    return Filling(Reuse(header, spare) ?? PrepareWhenThereIsRoom(header));
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

    /// <summary>
    /// Hands the segment over that was begun. One that could not be made is tried once more: nothing of that segment was ever part of the log.
    /// </summary>
    public Segment Take(SegmentHeader header)
    {
        var prepared = _prepared!;
        _prepared = null;
        Task.WaitAny(prepared);
        return prepared.IsCompletedSuccessfully ? prepared.Result : Filling(Prepare(device, header, _beginning));
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

    private Segment PrepareWhenThereIsRoom(SegmentHeader header)
    {
        while (true)
        {
            try
            {
                var segment = Prepare(device, header, _beginning);
                room.Found();
                return segment;
            }
            catch (IOException full) when (DiskFull.IsReportedBy(full))
            {
                // A file that was let go of is room too; the planned segment's seed says that it is none.
                if (spares.TryTake() is { } spare)
                {
                    device.Delete(spare);
                }
                else if (!room.WaitForMore())
                {
                    throw;
                }
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

    private Segment Filling(Segment segment)
    {
        filler.Add(segment);
        return segment;
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

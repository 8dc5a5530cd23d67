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
    Func<ulong> salt,
    Action<uint> isThere,
    long filled,
    TaskScheduler scheduler
)
{
    // Written into each segment: a fresh one each time would be garbage that is seen beside publishes that make none.
    private readonly byte[] _beginning = Beginning(filled);
    private Task<Segment>? _prepared;

    /// <summary>Whether there is a segment that was begun and not taken.</summary>
    public bool IsPreparing => _prepared is not null;

    /// <summary>Starts on a segment.</summary>
    public void Begin(long segmentBytes, long baseLsn) =>
        _prepared = Task.Factory.StartNew(
            () =>
            {
                // Without one the writer hears why when it comes to it.
                uint seed = 0;
                try
                {
                    var segment = PrepareWhenItCanBe(segmentBytes, baseLsn);
                    room.Found();
                    filler.Add(segment);
                    seed = segment.Seed;
                    return segment;
                }
                finally
                {
                    isThere(seed);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            scheduler
        );

    /// <summary>Hands the segment over that was begun.</summary>
    /// <exception cref="IOException">It could not be made.</exception>
    public Segment Take()
    {
        var prepared = _prepared!;
        _prepared = null;
        return prepared.GetAwaiter().GetResult();
    }

    /// <summary>Closes what nobody has taken: a file that is whole is found again at the next open.</summary>
    public async Task StopAsync()
    {
        if (_prepared is not { } prepared)
        {
            return;
        }
        _prepared = null;
        try
        {
            (await prepared.ConfigureAwait(false)).File.Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nobody waits for this segment any more; its unfinished file is deleted at the next open.
        }
    }

    // A full disk is waited for. Anything else may pass too, and is tried again after a pause as long as the present segment lasts; the attempt that is begun when
    // it does not is the last one. Nothing of such a segment was ever part of the log.
    private Segment PrepareWhenItCanBe(long segmentBytes, long baseLsn)
    {
        var isLast = false;
        while (true)
        {
            try
            {
                return TryReuse(segmentBytes, baseLsn)
                    ?? Prepare(device, new SegmentHeader(segmentBytes, baseLsn, salt(), SegmentKind.Fresh), _beginning);
            }
            catch (IOException full) when (DiskFull.IsReportedBy(full))
            {
                // A file that is let go of meanwhile needs none.
                if (!room.WaitForMore())
                {
                    throw;
                }
                isLast = false;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                if (isLast || !room.Pause())
                {
                    throw;
                }
                isLast = room.IsLastAttempt;
            }
        }
    }

    // Null when there is no spare file that can be used: what then keeps a new one from being made says why.
    private Segment? TryReuse(long segmentBytes, long baseLsn)
    {
        if (spares.TryTake() is not { } spare)
        {
            return null;
        }
        IStorageFile file;
        try
        {
            file = device.Open(spare, writable: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Too many files are open, for example: it is as good as before.
            spares.Return(spare);
            return null;
        }
        try
        {
            if (file.Length == segmentBytes)
            {
                var header = new SegmentHeader(segmentBytes, baseLsn, salt(), SegmentKind.Recycled);
                return Finish(device, header, spare, file, _beginning.AsSpan(0, JournalFormat.SegmentHeaderBytes), segmentBytes);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Its space is of more use than the file.
        }
        file.Dispose();
        device.Delete(spare);
        return null;
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
            var segment = new Segment(header, header.Write(beginning), device.Name, file) { FilledBytes = filled };
            file.Write(0, beginning);
            file.Sync();
            device.Rename(present, segment.Name);
            device.SyncDirectory();
            return segment;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}

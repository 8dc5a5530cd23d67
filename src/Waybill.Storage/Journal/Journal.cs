using System.Diagnostics.CodeAnalysis;
using Waybill.Storage.Append;
using Waybill.Storage.Checkpoints;
using Waybill.Storage.Cleaning;
using Waybill.Storage.Commit;
using Waybill.Storage.Devices;
using Waybill.Storage.Format;
using Waybill.Storage.Recovery;
using Waybill.Storage.Segments;

namespace Waybill.Storage;

/// <summary>
/// An append-only log of records with group commit, checksums and recovery. It knows bytes, not messages. All members are safe for
/// concurrent use; appending never blocks and allocates nothing.
/// </summary>
internal sealed class Journal : IAsyncDisposable
{
    private readonly Appender _appender;
    private readonly CommitLoop _loop;
    private readonly LogWriter _writer;
    private readonly SegmentPreparer _preparer;
    private readonly DiskRoom _room;
    private readonly SegmentFiller _filler;
    private readonly SegmentSet _segments;
    private readonly SegmentCleaner _cleaner;
    private readonly CheckpointStore _checkpoints;
    private readonly IDisposable _lock;
    private readonly Action? _nextSegment;
    private Task? _disposed;

    private Journal(
        IStorageDevice device,
        IDisposable held,
        SegmentSet segments,
        CheckpointStore checkpoints,
        ScanResult scan,
        IJournalClient client,
        JournalOptions options
    )
    {
        Folder = device.Name;
        _nextSegment = options.NextSegment;
        _checkpoints = checkpoints;
        _lock = held;
        _segments = segments;
        MaxRecordBytes = options.EffectiveMaxRecordBytes;
        _filler = new SegmentFiller(device, options.Fill);
        var spares = new SpareSegments(device);
        spares.Find(segments.All[^1].EndLsn);
        _cleaner = new SegmentCleaner(device, segments, spares, options.Salt, checkpoints.TryReleaseReserve);
        var segmentBytes = segments.All[0].Header.SegmentBytes;
        _appender = new Appender(options, segmentBytes);
        _room = new DiskRoom(_appender, full => options.DiskFull?.Invoke(full ? segmentBytes : null), options.FullPause);
        _preparer = new SegmentPreparer(
            device,
            _filler,
            spares,
            _room,
            options.Salt,
            OnNextSegment,
            options.AheadBytes,
            options.Threads.Scheduler
        );
        _filler.Add(segments.All[^1]);
        _writer = new LogWriter(segments, _preparer, _filler, _appender, _room, scan.Position, scan.Closed);
        var gathering = new Gathering(_appender, options.MaxGather, _room, options.FullGather);
        _loop = new CommitLoop(_appender, _writer, client, gathering, device.Name);
        _appender.Start(scan.Position, _writer.NextSeed, _writer.HasNext, client.CreateBatchState());
        options.Threads.Start(_filler);
        try
        {
            options.Threads.Start(_loop);
        }
        catch
        {
            // The folder is unlocked next: a filler that went on would write its zeros over the records of whoever opens it then.
            _filler.StopAsync().GetAwaiter().GetResult();
            throw;
        }
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>The largest payload that <see cref="TryAppend"/> takes, in bytes.</summary>
    public int MaxRecordBytes { get; }

    /// <summary>The size of each segment, in bytes; segments begin at its multiples.</summary>
    public long SegmentBytes => _segments.All[^1].Header.SegmentBytes;

    /// <summary>What recovery overwrote behind the last whole record; null when there was nothing.</summary>
    public DiscardedTail? Discarded { get; private init; }

    /// <summary>Checkpoints that could not be read; an older one, or the whole log, took their place.</summary>
    public IReadOnlyList<UnreadableCheckpoint> UnreadableCheckpoints => _checkpoints.Unreadable;

    /// <summary>Whether a checkpoint was written since the journal was opened; not to be asked beside <see cref="WriteCheckpoint"/>.</summary>
    public bool HasCheckpointed => _checkpoints.HasWritten;

    /// <summary>Whether the disk has no room for the next segment.</summary>
    public bool IsFull => _room.IsFull;

    /// <summary>Every record below this LSN survives a power cut.</summary>
    public long DurableEnd => _writer.Frontier;

    /// <summary>Every record below this LSN survives the process, and can be read.</summary>
    public long WrittenEnd => _writer.WrittenEnd;

    /// <summary>
    /// Locks the folder, recovers it (each record goes to <see cref="IJournalClient.OnRecovered"/>), makes what was found durable, and starts the writer.
    /// </summary>
    /// <param name="device">The folder.</param>
    /// <param name="client">Who is called back.</param>
    /// <param name="options">How it works; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up waiting for the folder.</param>
    /// <exception cref="StorageLockedException">The folder is in use.</exception>
    /// <exception cref="StorageCorruptedException">Records that were durable are damaged; nothing has been changed.</exception>
    /// <exception cref="StorageVersionException">A newer build wrote some of it; nothing has been changed.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static async Task<Journal> OpenAsync(
        IStorageDevice device,
        IJournalClient client,
        JournalOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(client);
        options ??= new JournalOptions();
        options.Validate();
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("The journal's format is little-endian, and so must the processor be.");
        }
        if (!Environment.Is64BitProcess)
        {
            // Offsets are 64 bits long, and the C library's calls take 32 in such a process.
            throw new PlatformNotSupportedException("The journal needs a 64-bit process.");
        }
        var held = await FolderLock.TakeAsync(device, shared: false, options, cancellationToken).ConfigureAwait(false);
        var segments = new SegmentSet(device.Name);
        try
        {
            var checkpoints = CheckpointStore.Open(device);
            LogOpening.OpenSegments(segments, device, checkpoints, writable: true);
            // Recovery is synchronous: off the caller's thread, unless it is soon over. Starting up elsewhere and coming back takes milliseconds in a young process.
            return segments.BytesFrom(checkpoints.Newest?.Position.Lsn ?? 0) <= options.RecoveredAtOnceBytes
                ? Recover(device, held, segments, checkpoints, client, options)
                : await Task.Run(() => Recover(device, held, segments, checkpoints, client, options), CancellationToken.None)
                    .ConfigureAwait(false);
        }
        catch
        {
            segments.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Appends a record whose payload is head and body, one after the other. It is committed when its batch arrives at <see cref="IJournalClient.OnCommitted"/>.
    /// </summary>
    /// <param name="type">What the client calls the record.</param>
    /// <param name="head">The payload's first part; may be empty.</param>
    /// <param name="body">The payload's second part; may be empty.</param>
    /// <param name="level">How durable it must be.</param>
    /// <param name="priority">Whether it may use the reserve.</param>
    /// <param name="appended">Where it stands.</param>
    /// <returns>False: there is no room now; see <see cref="WaitForRoomAsync"/>.</returns>
    /// <exception cref="ArgumentException">The payload is larger than <see cref="MaxRecordBytes"/>.</exception>
    /// <exception cref="StorageFullException">The disk is full, and the append may not use the reserve.</exception>
    /// <exception cref="StorageFaultedException">The journal has stopped.</exception>
    /// <exception cref="ObjectDisposedException">The journal is closed.</exception>
    public bool TryAppend(
        byte type,
        ReadOnlySpan<byte> head,
        ReadOnlySpan<byte> body,
        CommitLevel level,
        AppendPriority priority,
        out Appended appended
    )
    {
        if ((long)head.Length + body.Length > MaxRecordBytes)
        {
            ThrowTooLarge((long)head.Length + body.Length);
        }
        var outcome = _appender.TryAppend(type, head, body, level, priority, out appended);
        if (outcome == AppendOutcome.Stopped)
        {
            ThrowStopped();
        }
        if (outcome == AppendOutcome.Full)
        {
            throw new StorageFullException(Folder, SegmentBytes);
        }
        return outcome == AppendOutcome.Done;
    }

    /// <summary>
    /// Completes when there may be room for an append of that size, or the journal has stopped; try again then. Waiters wake together.
    /// </summary>
    /// <param name="payloadBytes">The size of the payload that found no room.</param>
    /// <param name="priority">The priority that it had.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask WaitForRoomAsync(int payloadBytes, AppendPriority priority, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(payloadBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payloadBytes, MaxRecordBytes);
        return _appender.WaitForRoomAsync(payloadBytes, priority, cancellationToken);
    }

    /// <summary>Looks whether the segments are there that hold what a checkpoint says is needed.</summary>
    /// <param name="bases">The first positions of the segments.</param>
    /// <exception cref="StorageCorruptedException">One is missing.</exception>
    public void RequireSegments(IEnumerable<long> bases)
    {
        foreach (var baseLsn in bases.Order())
        {
            if (_segments.Find(baseLsn) is null)
            {
                throw new StorageCorruptedException(
                    _segments.PathOf(baseLsn),
                    0,
                    "the segment file is missing, and records in it are needed"
                );
            }
        }
    }

    /// <summary>Reads a record that has been written, and checks it; what follows it in the log is read with it.</summary>
    /// <param name="lsn">Its position, from <see cref="Appended.Lsn"/> or <see cref="JournalRecord.Lsn"/>.</param>
    /// <param name="block">Receives what is read; the record's payload lies in it.</param>
    /// <param name="bytes">How much to read; a record that is larger is read whole all the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">Nothing has been written there.</exception>
    /// <exception cref="StorageCorruptedException">No whole record stands there.</exception>
    public JournalRecord Read(long lsn, RecordBlock block, int bytes) => RecordFetcher.Read(_segments, WrittenEnd, lsn, block, bytes);

    /// <summary>
    /// Writes a checkpoint: what the client makes of all records before a position, so that opening need not read them again. Two are kept. Blocks until it is
    /// durable; one call at a time, and none beside <see cref="Clean"/>. When it throws, the journal works on without it. An older one that cannot be deleted is left to <see cref="Clean"/>.
    /// </summary>
    /// <param name="position">The end of a batch that was committed as flushed, from <see cref="CommittedBatch.End"/>; later than every checkpoint before.</param>
    /// <param name="content">What <see cref="IJournalClient.OnCheckpoint"/> will get, in parts. It is gone through more than once.</param>
    /// <returns>How many bytes the content has.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The position is not durable yet.</exception>
    /// <exception cref="IOException">The file cannot be written: the disk is full, for example.</exception>
    public long WriteCheckpoint(JournalPosition position, IEnumerable<ReadOnlyMemory<byte>> content)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position.Lsn, DurableEnd);
        var bytes = content.Sum(static part => (long)part.Length);
        var header = new CheckpointHeader(position, SegmentBytes, bytes);
        _checkpoints.Write(header, content);
        return bytes;
    }

    /// <summary>
    /// Lets go of segments before the older of the two checkpoints that nothing needs any more, and writes those anew of which less than half is needed. Positions and
    /// what stands there stay what they are. Deletes older checkpoints, too, that could not be deleted before. Blocks; one call at a time, and none beside
    /// <see cref="WriteCheckpoint"/>; reading and appending go on meanwhile.
    /// </summary>
    /// <param name="live">What is needed, by what the newest checkpoint says.</param>
    /// <param name="cancellationToken">Ends it before the next segment; nothing is left half done.</param>
    /// <returns>
    /// What was done, and what failed: what is needed is there all the same. That something finds no room to be written anew is no failure: it stays, and is reported as that.
    /// </returns>
    public CleaningReport Clean(ILiveRecords live, CancellationToken cancellationToken = default)
    {
        var failures = new FirstFailure();
        CleaningReport report;
        try
        {
            _checkpoints.DeleteOld(failures);
            report = _cleaner.Clean(_checkpoints.NeededFrom, live, failures, cancellationToken);
        }
        finally
        {
            _checkpoints.KeepReserve(failures);
        }
        return report with { Failure = failures.Exception };
    }

    /// <summary>
    /// Accepts no more appends, commits what was accepted, closes the files and lets go of the folder. A fault is not thrown again here.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        var present = Volatile.Read(ref _disposed);
        if (present is null)
        {
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            present = Interlocked.CompareExchange(ref _disposed, mine.Task, null);
            if (present is null)
            {
                _ = CloseAsync(mine);
                return new ValueTask(mine.Task);
            }
        }
        return new ValueTask(present);
    }

    private void OnNextSegment(uint seed)
    {
        _appender.OpenNextSegment(seed);
        _nextSegment?.Invoke();
    }

    private static Journal Recover(
        IStorageDevice device,
        IDisposable held,
        SegmentSet segments,
        CheckpointStore checkpoints,
        IJournalClient client,
        JournalOptions options
    )
    {
        ScanResult scan;
        DiscardedTail? discarded = null;
        if (segments.All.Count == 0)
        {
            var header = new SegmentHeader(options.SegmentBytes, 0, options.Salt());
            segments.Add(SegmentPreparer.Prepare(device, header, SegmentPreparer.Beginning(options.AheadBytes)));
            scan = ScanResult.OfNew(segments.All[0]);
        }
        else
        {
            options.RequireBuffersFit(device.Name, segments.All[0].Header.SegmentBytes);
            scan = LogOpening.Scan(segments, checkpoints, client);
            if (scan.NeedsRepair)
            {
                discarded = new TailRepair(segments, scan).Run();
            }
        }
        Leftovers.Delete(device);
        checkpoints.Settle();
        device.SyncDirectory();
        return new Journal(device, held, segments, checkpoints, scan, client, options) { Discarded = discarded };
    }

    private async Task CloseAsync(TaskCompletionSource done)
    {
        try
        {
            _appender.Stop();
            // To end soon matters more now than cheap syncs later.
            _filler.Cancel();
            _room.Cancel();
            await _loop.Ended.ConfigureAwait(false);
            await LetGoAsync().ConfigureAwait(false);
            done.SetResult();
        }
#pragma warning disable CA1031 // Every caller of DisposeAsync hears of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            done.SetException(exception);
        }
    }

    // Whatever fails on the way, the folder is free afterwards.
    private async Task LetGoAsync()
    {
        try
        {
            // The preparer's thread hands its segment to the filler: it ends first.
            await _preparer.StopAsync().ConfigureAwait(false);
        }
        finally
        {
            try
            {
                await _filler.StopAsync().ConfigureAwait(false);
            }
            finally
            {
                try
                {
                    _segments.Dispose();
                    _room.Dispose();
                }
                finally
                {
                    _lock.Dispose();
                }
            }
        }
    }

    [DoesNotReturn]
    private void ThrowTooLarge(long bytes) =>
        throw new ArgumentException(
            $"A record of {bytes} bytes is larger than the journal's limit of {MaxRecordBytes}: raise JournalOptions.MaxRecordBytes, or store the body elsewhere."
        );

    [DoesNotReturn]
    private void ThrowStopped()
    {
        if (_loop.Fault is { } fault)
        {
            throw new StorageFaultedException(Folder, fault.InnerException!);
        }
        throw new ObjectDisposedException(nameof(Journal));
    }
}

using Waybill.Storage.Checkpoints;
using Waybill.Storage.Devices;
using Waybill.Storage.Recovery;
using Waybill.Storage.Segments;

namespace Waybill.Storage;

/// <summary>
/// A journal opened for inspection: it takes no appends and changes nothing on disk. While it is open no journal can open the folder for
/// writing; other readers can. Thread-safe.
/// </summary>
internal sealed class JournalReader : IDisposable
{
    private readonly SegmentSet _segments;
    private readonly IDisposable _lock;

    private JournalReader(SegmentSet segments, IDisposable held, long end)
    {
        _segments = segments;
        _lock = held;
        End = end;
    }

    /// <summary>Every record below this LSN can be read.</summary>
    public long End { get; }

    /// <summary>Opens a folder and hands checkpoint and records to the client, as <see cref="Journal.OpenAsync"/> does; nothing else is called on it.</summary>
    /// <param name="device">The folder.</param>
    /// <param name="client">Who gets the records.</param>
    /// <param name="options">Lock timeout and clock; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up waiting for the folder.</param>
    /// <exception cref="StorageLockedException">The folder is in use.</exception>
    /// <exception cref="StorageCorruptedException">
    /// Records that were durable are damaged. Those before the damage have been handed out.
    /// </exception>
    /// <exception cref="StorageVersionException">A newer build wrote some of it.</exception>
    /// <exception cref="FileNotFoundException">The folder holds no journal.</exception>
    public static async Task<JournalReader> OpenAsync(
        IStorageDevice device,
        IJournalClient client,
        JournalOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(client);
        options ??= new JournalOptions();
        var held = await FolderLock.TakeAsync(device, shared: true, options, cancellationToken).ConfigureAwait(false);
        var segments = new SegmentSet(device.Name);
        try
        {
            return await Task.Run(() => Scan(device, held, segments, client), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            segments.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Reads a record and what follows it; see <see cref="Journal.Read"/>.</summary>
    /// <param name="lsn">Its position.</param>
    /// <param name="block">Receives what is read; the record's payload lies in it.</param>
    /// <param name="bytes">How much to read; a record that is larger is read whole all the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">No record can stand there.</exception>
    /// <exception cref="StorageCorruptedException">No whole record stands there.</exception>
    public JournalRecord Read(long lsn, RecordBlock block, int bytes) => RecordFetcher.Read(_segments, End, lsn, block, bytes);

    /// <summary>Closes the files and lets go of the folder.</summary>
    public void Dispose()
    {
        _segments.Dispose();
        _lock.Dispose();
    }

    private static JournalReader Scan(IStorageDevice device, IDisposable held, SegmentSet segments, IJournalClient client)
    {
        var checkpoints = CheckpointStore.Open(device);
        LogOpening.OpenSegments(segments, device, checkpoints, writable: false);
        return segments.All.Count == 0
            ? throw new FileNotFoundException($"'{device.Name}' holds no journal.")
            : new JournalReader(segments, held, LogOpening.Scan(segments, checkpoints, client).Cut);
    }
}

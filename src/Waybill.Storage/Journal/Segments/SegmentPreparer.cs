using Waybill.Storage.Devices;
using Waybill.Storage.Format;

namespace Waybill.Storage.Segments;

/// <summary>
/// Makes segment files ahead of the writer: zeros written and synced under a temporary name, then renamed, then the folder synced, so that
/// a file with a segment's name is always whole. Zeros are written because preallocation alone still costs an extent conversion
/// at every sync. Belongs to the writer thread; the work runs on a thread of its own, never on the pool that handlers may block.
/// </summary>
internal sealed class SegmentPreparer(IStorageDevice device)
{
    // Synced piece by piece: one sync of a whole segment would stand in the way of the writer's for tens of milliseconds.
    private const long SyncEveryBytes = 4 << 20;
    private static readonly byte[] _zeros = new byte[256 * 1024];
    private readonly CancellationTokenSource _cancel = new();
    private Task<Segment>? _prepared;
    private long _preparedBase;

    public bool IsPreparing(long baseLsn) => _prepared is not null && _preparedBase == baseLsn;

    /// <summary>Starts on a segment.</summary>
    public void Begin(SegmentHeader header)
    {
        _preparedBase = header.BaseLsn;
        _prepared = Task.Factory.StartNew(
            () => Prepare(device, header, header.SegmentBytes, _cancel.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    /// <summary>Waits for the segment if need be, and hands it over.</summary>
    public Segment Take(SegmentHeader header)
    {
        if (!IsPreparing(header.BaseLsn))
        {
            Begin(header);
        }
        var segment = _prepared!.GetAwaiter().GetResult();
        _prepared = null;
        return segment;
    }

    /// <summary>Gives up what is not done and closes what is: a file that is whole is found again at the next open.</summary>
    public void Stop()
    {
        _cancel.Cancel();
        try
        {
            _prepared?.GetAwaiter().GetResult().File.Dispose();
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or UnauthorizedAccessException)
        {
            // Nobody waits for this segment any more; its unfinished file is deleted at the next open.
        }
        _prepared = null;
        _cancel.Dispose();
    }

    /// <summary>
    /// Makes a segment. Its file has the full length from the beginning, so that a shorter one can only have been cut; zeros are written as far as is said, and
    /// behind them is a hole.
    /// </summary>
    public static Segment Prepare(IStorageDevice device, SegmentHeader header, long length, CancellationToken cancellationToken)
    {
        var name = SegmentHeader.FileName(header.BaseLsn);
        var temporary = name + SegmentHeader.PreparingExtension;
        var file = device.Create(temporary);
        try
        {
            WriteZeros(file, 0, length, static _ => { }, cancellationToken);
            if (length < header.SegmentBytes)
            {
                file.Write(header.SegmentBytes - 1, _zeros.AsSpan(0, 1));
            }

            Span<byte> bytes = stackalloc byte[SegmentHeader.Bytes];
            var seed = header.Write(bytes);
            file.Write(0, bytes);
            file.Sync();
            device.Rename(temporary, name);
            device.SyncDirectory();
            return new Segment(header, seed, name, file) { WrittenBytes = length };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes zeros from one offset to another, and says after each piece up to where.</summary>
    public static void WriteZeros(IStorageFile file, long from, long to, Action<long> written, CancellationToken cancellationToken)
    {
        var unsynced = 0L;
        for (var at = from; at < to; at += _zeros.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (unsynced >= SyncEveryBytes)
            {
                file.Sync();
                unsynced = 0;
            }
            var piece = (int)Math.Min(_zeros.Length, to - at);
            file.Write(at, _zeros.AsSpan(0, piece));
            written(at + piece);
            unsynced += piece;
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

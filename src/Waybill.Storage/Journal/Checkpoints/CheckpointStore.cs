using Waybill.Storage.Devices;
using Waybill.Storage.Recovery;

namespace Waybill.Storage.Checkpoints;

/// <summary>
/// The checkpoints of a folder. Two are kept: should the newest turn out to be unreadable, the one before it serves with the log behind it. So nothing that is needed
/// from the older one on may go. One before these that cannot be deleted stays, and nothing is kept for it. For one thread at a time.
/// </summary>
internal sealed class CheckpointStore
{
    private const int Kept = 2;

    private readonly IStorageDevice _device;
    private readonly CheckpointReserve _reserve;

    // Ascending; the unreadable ones are not among them, and are never deleted.
    private readonly List<long> _lsns;

    // By the names of all that the folder held when it was opened, those of unreadable ones too.
    private readonly long _letGoBefore;
    private long _lastBytes;

    private CheckpointStore(
        IStorageDevice device,
        List<long> lsns,
        Checkpoint? newest,
        List<UnreadableCheckpoint> unreadable,
        long letGoBefore,
        long durableTo
    )
    {
        _device = device;
        _reserve = new CheckpointReserve(device);
        _lsns = lsns;
        Newest = newest;
        Unreadable = unreadable;
        _letGoBefore = letGoBefore;
        DurableTo = durableTo;
    }

    /// <summary>The newest one that can be read, as it was when the folder was opened; null when there is none.</summary>
    public Checkpoint? Newest { get; }

    /// <summary>What is damaged, the newest first.</summary>
    public IReadOnlyList<UnreadableCheckpoint> Unreadable { get; }

    /// <summary>The newest one, when so many newer ones than <see cref="Newest"/> are unreadable that the log from there on need not be kept any more; null when it must be.</summary>
    public UnreadableCheckpoint? Missed =>
        Newest is not { } newest || newest.Position.Lsn < _letGoBefore ? Unreadable.FirstOrDefault() : null;

    /// <summary>Everything before this position was durable when the folder was opened: each one's name says so, whether or not the file can be read.</summary>
    public long DurableTo { get; }

    /// <summary>Whether there is a newer one than when the folder was opened.</summary>
    public bool HasWritten { get; private set; }

    /// <summary>What comes before this position is not needed any more, whichever checkpoint serves; 0 as long as there are fewer than two.</summary>
    public long NeededFrom => LetGoBefore(_lsns);

    /// <summary>Before which position the log need not be kept where these checkpoints are; 0 as long as there are fewer than two.</summary>
    /// <param name="lsns">Their positions, ascending.</param>
    public static long LetGoBefore(IReadOnlyList<long> lsns) => lsns.Count < Kept ? 0 : lsns[^Kept];

    /// <exception cref="StorageVersionException">A newer build wrote one of them.</exception>
    public static CheckpointStore Open(IStorageDevice device)
    {
        var lsns = new List<long>();
        foreach (var name in device.List())
        {
            if (CheckpointHeader.TryParseFileName(name, out var lsn))
            {
                lsns.Add(lsn);
            }
        }
        lsns.Sort();
        var unreadable = new List<UnreadableCheckpoint>();
        var readable = new List<long>();
        Checkpoint? newest = null;
        // All of them: one that could not serve must not count as the one that would.
        foreach (var lsn in lsns.AsEnumerable().Reverse())
        {
            if (CheckpointFile.Check(device, lsn, out var damage) is not { } checkpoint)
            {
                var path = Path.Combine(device.Name, CheckpointHeader.FileName(lsn));
                // An older one beside it would take back what came since.
                if (damage.IsNewer)
                {
                    throw new StorageVersionException(path, 0, damage.Reason);
                }
                unreadable.Add(new UnreadableCheckpoint(path, damage.Reason));
                continue;
            }
            readable.Insert(0, lsn);
            newest ??= checkpoint;
        }
        return new CheckpointStore(device, readable, newest, unreadable, LetGoBefore(lsns), lsns.LastOrDefault());
    }

    /// <summary>The file of <see cref="Newest"/>.</summary>
    public string NewestPath => Path.Combine(_device.Name, CheckpointHeader.FileName(Newest!.Position.Lsn));

    /// <summary>The content of <see cref="Newest"/>.</summary>
    /// <exception cref="InvalidDataException">It is damaged; reading it may tell so, too.</exception>
    public CheckpointStream OpenNewest() => CheckpointFile.Open(_device, Newest!.Position.Lsn);

    /// <summary>The newest one has been read: space for the next one is reserved. Before the journal serves.</summary>
    public void Settle()
    {
        _lastBytes = Newest is { } newest ? new CheckpointHeader(newest.Position, newest.SegmentBytes, newest.ContentBytes).FileBytes : 0;
        // What prevents it keeps no journal closed; the next cleaning tells.
        KeepReserve(new FirstFailure());
    }

    /// <summary>Gives up the space that is kept for checkpoints, for what leaves more than it takes.</summary>
    /// <returns>False: there is none.</returns>
    public bool TryReleaseReserve() => _reserve.TryRelease();

    /// <summary>Keeps space again, as much as the last checkpoint asked for.</summary>
    /// <param name="failures">Hears of what prevents it; that there is no room for it is none.</param>
    public void KeepReserve(FirstFailure failures) => failures.Try(() => _reserve.Make(_lastBytes));

    /// <summary>Deletes those before the last two that can be deleted, and what is left of one that could not be written.</summary>
    /// <param name="failures">Hears of those that cannot.</param>
    public void DeleteOld(FirstFailure failures)
    {
        Leftovers.Delete(_device, CheckpointHeader.WritingExtension, failures);
        var neededFrom = NeededFrom;
        _lsns.RemoveAll(lsn => lsn < neededFrom && failures.Try(() => _device.Delete(CheckpointHeader.FileName(lsn))));
    }

    /// <summary>Writes a checkpoint, and when it is durable deletes those before the last two. What fails behind it is left to cleaning, which tries it again and tells of it.</summary>
    public void Write(CheckpointHeader header, IEnumerable<ReadOnlyMemory<byte>> content)
    {
        try
        {
            WriteWhereThereIsRoom(header, content);
            if (_lsns.Count == 0 || _lsns[^1] != header.Position.Lsn)
            {
                _lsns.Add(header.Position.Lsn);
            }
            HasWritten = true;
            DeleteOld(new FirstFailure());
            _lastBytes = header.FileBytes;
        }
        finally
        {
            KeepReserve(new FirstFailure());
        }
    }

    private void WriteWhereThereIsRoom(CheckpointHeader header, IEnumerable<ReadOnlyMemory<byte>> content)
    {
        try
        {
            CheckpointFile.Write(_device, header, content);
        }
        catch (IOException full) when (DiskFull.IsReportedBy(full) && _reserve.TryRelease())
        {
            CheckpointFile.Write(_device, header, content);
        }
    }
}

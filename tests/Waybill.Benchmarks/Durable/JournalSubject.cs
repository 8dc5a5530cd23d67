using Waybill.Benchmarks.Harness;
using Waybill.Storage;
using Waybill.Storage.Devices;

namespace Waybill.Benchmarks.Durable;

/// <summary>
/// The journal alone: what bus, serializer, routing and confirms cost is the difference. Nothing of it is needed any more once it is durable, so that its segments are
/// used again, as the raw loop's are.
/// </summary>
internal sealed class JournalSubject(DurableCase @case, double seconds)
    : DurableSubject(@case, "Waybill.Storage", seconds),
        IJournalClient,
        ILiveRecords
{
    private const long CheckpointBytes = 128 << 20;

    private readonly byte[] _payload = new byte[PayloadBytes];
    private readonly CommitLevel _level = @case.IsBuffered ? CommitLevel.Written : CommitLevel.Flushed;
    private Journal? _journal;
    private string? _folder;
    private JournalPosition _checkpoint;
    private Task _cleaning = Task.CompletedTask;
    private long _written;
    private long _durable;
    private long _batches;
    private volatile bool _isDue;

    public override async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        _written = _durable = 0;
        if (_journal is not null)
        {
            return;
        }

        _folder = Directory.CreateTempSubdirectory("waybill-bench-").FullName;
        _journal = await Journal.OpenAsync(new DirectoryDevice(_folder), this, new JournalOptions { BufferCount = 16 }, cancellationToken);
    }

    public override async ValueTask<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var (batches, written) = (_batches, _written);
        var figures = await base.RunAsync(cancellationToken);
        var each = (double)(_written - written) / (_batches - batches);
        return Window == 0 || Case.IsBuffered ? figures : [.. figures, new Figure($"{Case.Name}, a sync", each / Window, 0, "windows")];
    }

    // Kept over the rounds: the first ones make the files that the later ones write over.
    public override async ValueTask EndAsync() => await _cleaning;

    public override async ValueTask CloseAsync()
    {
        // Another subject may have failed before this one began.
        if (_journal is not null)
        {
            await _journal.DisposeAsync();
            Directory.Delete(_folder!, recursive: true);
        }
    }

    void IJournalClient.OnCheckpoint(long lsn, Stream content) { }

    void IJournalClient.OnRecovered(in JournalRecord record) { }

    object IJournalClient.CreateBatchState() => this;

    void IJournalClient.OnCommitted(CommittedBatch batch)
    {
        _batches++;
        Volatile.Write(ref _durable, _durable + batch.RecordCount);
        var end = batch.End;
        batch.Release();
        if (end.Lsn - _checkpoint.Lsn >= CheckpointBytes && _cleaning.IsCompleted)
        {
            // A checkpoint stands for what is durable: one record in so many makes what came before it so.
            if (end.Lsn > _journal!.DurableEnd)
            {
                _isDue = true;
                return;
            }

            _isDue = false;
            _checkpoint = end;
            _cleaning = Task.Run(() =>
            {
                _journal!.WriteCheckpoint(end, []);
                if (_journal.Clean(this).Failure is { } failure)
                {
                    throw failure;
                }
            });
        }
    }

    int ILiveRecords.CountIn(long baseLsn) => 0;

    IEnumerable<long> ILiveRecords.In(long baseLsn) => [];

    void IJournalClient.OnFaulted(StorageFaultedException fault, IReadOnlyList<object> uncommitted) => throw fault;

    protected override async ValueTask WriteAsync(int count, int publisher)
    {
        for (var i = 0; i < count; i++)
        {
            if (Window > 0)
            {
                WindowWait.Until(ref _durable, _written - Window + 1);
            }

            while (!_journal!.TryAppend(1, [], _payload, _isDue ? CommitLevel.Flushed : _level, AppendPriority.Normal, out _))
            {
                await _journal.WaitForRoomAsync(PayloadBytes, AppendPriority.Normal);
            }

            _written += Window > 0 ? 1 : 0;
        }

        Interlocked.Add(ref _written, Window > 0 ? 0 : count);
    }

    protected override ValueTask FinishAsync()
    {
        WindowWait.Until(ref _durable, _written);
        return ValueTask.CompletedTask;
    }
}

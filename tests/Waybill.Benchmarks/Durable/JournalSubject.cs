using Waybill.Storage;
using Waybill.Storage.Devices;

namespace Waybill.Benchmarks.Durable;

/// <summary>The journal alone: what bus, serializer, routing and confirms cost is the difference.</summary>
internal sealed class JournalSubject(DurableCase @case, double seconds) : DurableSubject(@case, "Waybill.Storage", seconds), IJournalClient
{
    private readonly byte[] _payload = new byte[PayloadBytes];
    private Journal? _journal;
    private string? _folder;
    private long _written;
    private long _durable;

    public override async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        _written = _durable = 0;
        _folder = Directory.CreateTempSubdirectory("waybill-bench-").FullName;
        _journal = await Journal.OpenAsync(new DirectoryDevice(_folder), this, new JournalOptions { BufferCount = 16 }, cancellationToken);
    }

    public override async ValueTask EndAsync()
    {
        await _journal!.DisposeAsync();
        Directory.Delete(_folder!, recursive: true);
    }

    void IJournalClient.OnCheckpoint(long lsn, ReadOnlyMemory<byte> content) { }

    void IJournalClient.OnRecovered(in JournalRecord record) { }

    object IJournalClient.CreateBatchState() => this;

    void IJournalClient.OnCommitted(CommittedBatch batch)
    {
        Volatile.Write(ref _durable, _durable + batch.RecordCount);
        batch.Release();
    }

    void IJournalClient.OnFaulted(StorageFaultedException fault, IReadOnlyList<object> uncommitted) => throw fault;

    protected override async ValueTask WriteAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (Window > 0)
            {
                WindowWait.Until(ref _durable, _written - Window + 1);
            }

            while (!_journal!.TryAppend(1, [], _payload, CommitLevel.Flushed, AppendPriority.Normal, out _))
            {
                await _journal.WaitForRoomAsync(PayloadBytes, AppendPriority.Normal);
            }

            _written++;
        }
    }

    protected override ValueTask FinishAsync()
    {
        WindowWait.Until(ref _durable, _written);
        return ValueTask.CompletedTask;
    }
}

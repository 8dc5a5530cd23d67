using System.Diagnostics;
using Waybill.Benchmarks.Harness;
using Waybill.Storage;
using Waybill.Storage.Devices;

namespace Waybill.Benchmarks.Recovery;

/// <summary>The journal alone: every record is read and its checksum and chain are checked.</summary>
internal sealed class ScanSubject(string folder) : Subject(SubjectName), IJournalClient
{
    public const string SubjectName = "Waybill.Storage";

    private long _records;

    public override async ValueTask<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        _records = 0;
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        using var reader = await JournalReader.OpenAsync(new DirectoryDevice(folder), this, options: null, cancellationToken);
        var rate = _records / clock.Elapsed.TotalSeconds;
        return [new Figure("cached", rate, (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / _records)];
    }

    void IJournalClient.OnCheckpoint(long lsn, Stream content) => throw new InvalidOperationException("There is a checkpoint.");

    void IJournalClient.OnRecovered(in JournalRecord record) => _records++;

    object IJournalClient.CreateBatchState() => this;

    void IJournalClient.OnCommitted(CommittedBatch batch) => batch.Release();

    void IJournalClient.OnFaulted(StorageFaultedException fault, IReadOnlyList<object> uncommitted) => throw fault;
}

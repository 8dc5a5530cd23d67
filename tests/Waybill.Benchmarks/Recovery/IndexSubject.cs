using System.Diagnostics;
using Waybill.Benchmarks.Harness;
using Waybill.Broker.Core;
using Waybill.Broker.Loop;
using Waybill.Storage;
using Waybill.Storage.Devices;
using Waybill.Storage.Threads;

namespace Waybill.Benchmarks.Recovery;

/// <summary>The broker's state: every record is checked and folded, and the queue's index is there in the end.</summary>
internal sealed class IndexSubject(string folder) : Subject("Waybill")
{
    public override async ValueTask<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        var state = new BrokerState();
        var client = new JournalClient(state, OwnThreads.Instance);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        using var reader = await JournalReader.OpenAsync(new DirectoryDevice(folder), client, options: null, cancellationToken);
        state.EndRecovery();
        var rate = client.RecoveredRecords / clock.Elapsed.TotalSeconds;
        if (state.Queues.Sum(queue => queue.Ready) != RecoveryBenchmark.Records)
        {
            throw new InvalidOperationException("Messages are missing.");
        }

        return [new Figure("cached", rate, (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / client.RecoveredRecords)];
    }
}

using Waybill.Broker.Core;
using Waybill.Broker.Inspecting;
using Waybill.Broker.Loop;
using Waybill.Storage;
using Waybill.Storage.Devices;
using Waybill.Storage.Threads;
using Waybill.Transports;

namespace Waybill.Broker;

/// <summary>
/// Looks into a broker's folder without changing anything in it. While it is open no broker can open the folder. Not thread-safe.
/// </summary>
public sealed class EmbeddedBrokerInspector : IDisposable
{
    private readonly BrokerState _state;
    private readonly JournalReader _reader;
    private readonly RecordStore _records;

    private EmbeddedBrokerInspector(BrokerState state, JournalReader reader)
    {
        _state = state;
        _reader = reader;
        _records = new RecordStore(reader.Read, memory: null);
    }

    /// <summary>Reads the whole journal of a folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="JournalLockedException">A broker uses the folder.</exception>
    /// <exception cref="JournalCorruptedException">Bytes that were confirmed cannot be read.</exception>
    /// <exception cref="TransportException">A file of the folder is not this process's to read, or a newer version wrote it.</exception>
    /// <exception cref="FileNotFoundException">The folder holds no journal.</exception>
    public static async Task<EmbeddedBrokerInspector> OpenAsync(string directory, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        var device = new DirectoryDevice(directory);
        var state = new BrokerState();
        try
        {
            var options = new JournalOptions { LockTimeout = TimeSpan.Zero };
            var reader = await JournalReader
                .OpenAsync(device, new JournalClient(state, OwnThreads.Instance), options, cancellationToken)
                .ConfigureAwait(false);
            state.EndRecovery();
            return new EmbeddedBrokerInspector(state, reader);
        }
        catch (Exception exception)
        {
            if (StorageErrors.Translate(exception, device.Name, onlyReads: true) is { } translated)
            {
                throw translated;
            }

            throw;
        }
    }

    /// <summary>Depth and lifetime totals of every queue that the journal knows, in ordinal order of their names.</summary>
    public IReadOnlyList<QueueStatus> GetQueueStatus() => QueueReports.Status(_state, _records);

    /// <summary>Copies of a queue's ready messages, oldest first; one that cannot be read says so in <see cref="StoredMessage.Damage"/>.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="limit">How many at most; at least 1. 10,000 are the most, and no more once their bodies come to 64 MiB.</param>
    /// <exception cref="ArgumentException">The journal knows no such queue.</exception>
    public IReadOnlyList<StoredMessage> Browse(string queue, int limit) => QueueReports.Browse(_state, _records, queue, limit);

    /// <summary>Lets go of the folder.</summary>
    public void Dispose() => _reader.Dispose();
}

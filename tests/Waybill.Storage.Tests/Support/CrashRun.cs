using Waybill.Storage.Devices;

namespace Waybill.Storage.Tests.Support;

/// <summary>
/// Several lives of one journal, each ended at a random operation (while it opens or closes, too) by a simulated power cut, or by a kill that leaves unsynced
/// bytes to the next life's power cut, with a ledger of what was appended and what was confirmed. With checkpoints, lives write some, let go of what these stand
/// for, keep some records of it, and write over it again. Everything follows from the seed, except how appends fall into batches.
/// </summary>
internal sealed class CrashRun(
    int seed,
    Func<IStorageDevice, IStorageDevice> wiring,
    JournalOptions? options = null,
    bool checkpoints = false,
    bool forgetful = false
)
{
    private readonly JournalOptions _options = options ?? TestJournal.Small;
    private readonly Random _random = new(seed);
    private List<(long Lsn, byte[] Payload)> _known = [];

    // What must be readable whatever was cleaned, and how many of the known records were asked whether they belong to it.
    private readonly List<(long Lsn, byte[] Payload)> _live = [];
    private int _asked;

    // How many of them a power cut must leave: what a kill left is only in the page cache until the next life has recovered it.
    private int _durable;

    /// <summary>Runs the lives and returns what was broken; null when nothing was.</summary>
    public async Task<string?> RunAsync(int lives)
    {
        var device = new SimulatedDevice();
        for (var life = 0; life < lives; life++)
        {
            var isKill = _random.Next(3) == 0;
            var confirmed = await LiveAsync(device, isKill);
            device = isKill ? device.AfterKill() : device.AfterPowerCut(_random);
            // A kill while the journal recovers must not lose anything either.
            var reader = new RecordingClient();
            var next = device.AfterKill();
            try
            {
                await using var journal = await Journal.OpenAsync(next, reader, _options, TestContext.Current.CancellationToken);
                if (_live.FirstOrDefault(record => !CanRead(journal, record)) is { Payload: not null } gone)
                {
                    return $"seed {seed}, life {life}: the record at {gone.Lsn} is needed and gone";
                }
            }
            catch (StorageCorruptedException corrupted)
            {
                return $"seed {seed}, life {life}: {corrupted.Message}";
            }
            var checkpointed = reader.Checkpoint is { } checkpoint ? BitConverter.ToInt32(checkpoint.Content) : 0;
            if (Check(life, confirmed, checkpointed, reader.Recovered) is { } broken)
            {
                return broken;
            }
            _known = [.. _known.Take(checkpointed), .. reader.Recovered.Select(record => (record.Lsn, record.Payload))];
            _durable = isKill ? confirmed : _known.Count;
        }
        return null;
    }

    // Appends until the power is cut; returns how many of the known records were confirmed as flushed.
    private async Task<int> LiveAsync(SimulatedDevice device, bool endsByKill)
    {
        var confirmed = _durable;
        // A kill is the most mischievous just before the folder is synced: the next life must not build on an entry that only the page cache has.
        var cutAt = _random.Next(1, checkpoints ? 400 : 120);
        device.Script = operation =>
            operation.Number >= cutAt
            || (endsByKill && operation.Kind == SimulatedOperationKind.SyncDirectory && operation.Number > cutAt / 8)
                ? SimulatedOutcome.CutPower
                : SimulatedOutcome.Succeed;
        // Every other life wants to end by itself, and may come to it or not.
        var burstsLeft = _random.Next(2) == 0 ? int.MaxValue : _random.Next(12);
        var client = new RecordingClient();
        Journal journal;
        try
        {
            journal = await Journal.OpenAsync(wiring(device), client, _options, TestContext.Current.CancellationToken);
        }
        catch (PowerCutException)
        {
            return confirmed;
        }
        await using (journal)
        {
            confirmed = _known.Count;
            try
            {
                for (; burstsLeft > 0; burstsLeft--)
                {
                    var last = default(Appended);
                    var burst = _random.Next(1, 6);
                    for (var i = 0; i < burst; i++)
                    {
                        var payload = TestJournal.Payload(_random, 900);
                        last = await journal.AppendAsync(payload, i == burst - 1 ? CommitLevel.Flushed : CommitLevel.Written);
                        _known.Add((last.Lsn, payload));
                    }
                    await RecordingClient.Committing(last);
                    confirmed = _known.Count;
                    if (checkpoints && _random.Next(3) == 0)
                    {
                        journal.WriteCheckpoint(client.End, [BitConverter.GetBytes(confirmed)]);
                        // What is needed no more never is again.
                        _live.RemoveAll(_ => _random.Next(6) == 0);
                        _live.AddRange(_known[_asked..confirmed].Where(_ => _random.Next(6) == 0));
                        _asked = confirmed;
                        journal.Clean(new LiveAt(_live.Skip(forgetful ? 1 : 0).Select(record => record.Lsn)));
                    }
                }
                return confirmed;
            }
            catch (Exception exception) when (exception is StorageFaultedException or PowerCutException)
            {
                return confirmed;
            }
        }
    }

    private static bool CanRead(Journal journal, (long Lsn, byte[] Payload) wanted)
    {
        try
        {
            return journal.ReadRecord(wanted.Lsn).Payload.Span.SequenceEqual(wanted.Payload);
        }
        catch (StorageCorruptedException)
        {
            return false;
        }
    }

    private string? Check(int life, int confirmed, int checkpointed, List<(long Lsn, byte Type, byte[] Payload)> recovered)
    {
        var where = $"seed {seed}, life {life}: ";
        if (checkpointed + recovered.Count < confirmed)
        {
            return $"{where}{confirmed} were confirmed, {checkpointed + recovered.Count} are left";
        }
        if (checkpointed + recovered.Count > _known.Count)
        {
            return $"{where}{_known.Count} were appended, {checkpointed + recovered.Count} are there";
        }
        for (var i = 0; i < recovered.Count; i++)
        {
            var known = _known[checkpointed + i];
            if (recovered[i].Lsn != known.Lsn || !recovered[i].Payload.AsSpan().SequenceEqual(known.Payload))
            {
                return $"{where}record {checkpointed + i} is another one";
            }
        }
        return null;
    }
}

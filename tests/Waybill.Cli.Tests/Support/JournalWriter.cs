using System.Collections.Immutable;
using System.Text;
using Waybill.Broker.Checkpoints;
using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Records;
using Waybill.Storage;
using Waybill.Storage.Devices;
using Waybill.Transports;

namespace Waybill.Cli.Tests.Support;

/// <summary>Writes the broker's records and checkpoints into small segments, a batch each, the same bytes every time.</summary>
internal sealed class JournalWriter : IJournalClient, IAsyncDisposable
{
    public const int SegmentBytes = 64 * 1024;

    private static readonly DateTimeOffset s_start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly List<(byte Type, long Lsn, byte[] Payload)> _records = [];
    private readonly Dictionary<string, int> _symbols = [];
    private Journal? _journal;
    private TaskCompletionSource<CommittedBatch> _committed = new();
    private int _ids;

    public static async Task<JournalWriter> OpenAsync(IStorageDevice device, JournalOptions? options = null)
    {
        var writer = new JournalWriter();
        ulong salt = 0x1000;
        writer._journal = await Journal.OpenAsync(
            device,
            writer,
            options
                ?? new JournalOptions
                {
                    SegmentBytes = SegmentBytes,
                    BufferBytes = 16 * 1024,
                    MaxRecordBytes = 8 * 1024,
                    MaxGather = TimeSpan.Zero,
                    Salt = () => salt++,
                }
        );
        return writer;
    }

    /// <summary>The id of the message that was published n-th, from 1.</summary>
    public static Guid Id(int number) => new($"00000000-0000-7000-8000-{number:x12}");

    public JournalPosition End { get; private set; }

    /// <summary>What messages are published with from here on.</summary>
    public string RoutingKey { get; set; } = "order.placed";

    /// <inheritdoc cref="RoutingKey"/>
    public IReadOnlyDictionary<string, string>? Headers { get; set; }

    /// <summary>Who numbers what is published from here on, from 1; null for nobody.</summary>
    public string? Producer { get; set; }

    /// <summary>Publishes a message alone, and returns the record's position.</summary>
    public async Task<long> PublishAsync(byte[] body, string type, params string[] queues)
    {
        var symbols = new List<int>();
        foreach (var queue in queues)
        {
            symbols.Add(await SymbolAsync(queue));
        }

        var producer = Producer is { } name ? await SymbolAsync(name) : 0;
        return await AppendAsync(RecordType.Publish, Encode(body, type, await SymbolAsync(type), symbols, producer));
    }

    /// <summary>Publishes a message as a newer version writes it; checkpoints know it as a queue's.</summary>
    public async Task<long> PublishNewerAsync(string queue)
    {
        var payload = Encode([1], "Shop.OrderPlaced", await SymbolAsync("Shop.OrderPlaced"), [await SymbolAsync(queue)]);
        var lsn = await AppendAsync(RecordType.Publish, [RecordType.Version + 1, .. payload[1..]]);
        _records[^1] = (RecordType.Publish, lsn, payload);
        return lsn;
    }

    public Task<long> PublishAsync(string text, params string[] queues) =>
        PublishAsync(Encoding.UTF8.GetBytes(text), "Shop.OrderPlaced", queues);

    public async Task<long> SettleAsync(OutcomeCode code, string queue, long lsn, string? deadLetter = null)
    {
        var symbol = await SymbolAsync(queue);
        var deadLetterSymbol = deadLetter is null ? 0 : await SymbolAsync(deadLetter);
        return await AppendAsync(RecordType.Outcome, Encode(code, symbol, lsn, deadLetterSymbol, queue));
    }

    /// <summary>Completes messages in one record.</summary>
    public async Task<long> CompleteAsync(string queue, params long[] messages)
    {
        var payload = new byte[CompletionsCodec.HeadBound + (messages.Length * EntryCodec.MaxBytes)];
        return await AppendAsync(RecordType.Completions, payload[..Encode(payload, await SymbolAsync(queue), messages)]);
    }

    /// <summary>Publishes and completes large messages for queue "a", until so many segments have been begun.</summary>
    public async Task FlowAsync(int segments)
    {
        while (End.Lsn / SegmentBytes < segments - 1)
        {
            await SettleAsync(OutcomeCode.Completed, "a", await PublishAsync(new string('x', 7000), "a"));
        }
    }

    /// <summary>Writes a checkpoint here, and lets go of what nobody needs.</summary>
    public void Checkpoint()
    {
        var state = new BrokerState();
        foreach (var (type, lsn, payload) in _records)
        {
            state.Apply(type, lsn, payload);
        }

        state.EndRecovery();
        var snapshot = state.Share();
        _journal!.WriteCheckpoint(End, CheckpointContent.Write(snapshot));
        var cleaned = _journal.Clean(new LiveRecords(snapshot, SegmentBytes), CancellationToken.None);
        Assert.Empty(cleaned.Damaged);
        Assert.Null(cleaned.Failure);
    }

    public async Task<long> AppendAsync(byte type, byte[] payload)
    {
        _committed = new TaskCompletionSource<CommittedBatch>(TaskCreationOptions.RunContinuationsAsynchronously);
        Appended appended;
        while (!_journal!.TryAppend(type, payload, [], CommitLevel.Flushed, AppendPriority.Normal, out appended))
        {
            await _journal.WaitForRoomAsync(payload.Length, AppendPriority.Normal, TestContext.Current.CancellationToken);
        }

        var batch = await _committed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        End = batch.End;
        batch.Release();
        _records.Add((type, appended.Lsn, payload));
        return appended.Lsn;
    }

    public async Task<int> SymbolAsync(string text)
    {
        if (!_symbols.TryGetValue(text, out var symbol))
        {
            symbol = _symbols.Count + 1;
            _symbols.Add(text, symbol);
            await AppendAsync(RecordType.Symbol, SymbolRecord.Encode(symbol, text));
        }

        return symbol;
    }

    public ValueTask DisposeAsync() => _journal!.DisposeAsync();

    public void OnCheckpoint(long lsn, Stream content) { }

    public void OnRecovered(in JournalRecord record) { }

    public object CreateBatchState() => new();

    public void OnCommitted(CommittedBatch batch) => _committed.SetResult(batch);

    public void OnFaulted(StorageFaultedException fault, IReadOnlyList<object> uncommitted) => _committed.TrySetException(fault);

    private static int Encode(byte[] payload, int queue, long[] messages)
    {
        var writer = new RecordWriter(payload);
        CompletionsCodec.WriteHead(ref writer, queue);
        var (before, length) = (default(MessageRef), writer.Length);
        foreach (var lsn in messages)
        {
            length += EntryCodec.Write(payload.AsSpan(length), new QueueEntry(new MessageRef(lsn, 0), 0, 0, 0), ref before);
        }

        return length;
    }

    private static byte[] Encode(OutcomeCode code, int queue, long lsn, int deadLetterQueue, string name)
    {
        var deaths =
            deadLetterQueue == 0
                ? []
                : DeathCodec.Encode([
                    new Death(name, DeathReason.Rejected, 1, s_start, s_start, "Shop.BadOrderException", "No such order.", ""),
                ]);
        var outcome = new byte[OutcomeCodec.HeadBound(deaths.Length)];
        var writer = new RecordWriter(outcome);
        OutcomeCodec.WriteHead(
            ref writer,
            new OutcomeView
            {
                Code = code,
                Queue = queue,
                Message = new MessageRef(lsn, 0),
                Due = s_start.ToUnixTimeMilliseconds(),
                DeadLetterQueue = deadLetterQueue,
                Deaths = deaths,
                InboxKey = null,
                InboxExpiry = 0,
                PublishCount = 0,
                Publishes = default,
            }
        );
        return outcome[..writer.Length];
    }

    private byte[] Encode(byte[] body, string type, int symbol, List<int> queues, int producer = 0)
    {
        var buffer = new byte[body.Length + 512];
        var writer = new RecordWriter(buffer);
        writer.WriteByte(RecordType.Version);
        MessageCodec.WriteHead(
            ref writer,
            new OutgoingMessage
            {
                Target = default,
                Type = new MessageDescriptor { Name = type, Schema = 0x1122334455667788 },
                Id = Id(++_ids),
                TimestampMilliseconds = s_start.ToUnixTimeMilliseconds() + _ids,
                Durability = Durability.Flushed,
                RoutingKey = Encoding.UTF8.GetBytes(RoutingKey),
                Headers = Headers,
                Sequence = _ids,
                Body = body,
            },
            symbol,
            [.. queues],
            producer
        );
        writer.WriteRaw(body);
        return buffer[..writer.Length];
    }
}

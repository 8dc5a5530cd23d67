using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Receiving;
using Waybill.Broker.Records;
using Waybill.Storage;
using Waybill.Transports;

namespace Waybill.Broker.Loop;

/// <summary>
/// Completions of one queue that publish nothing and claim nothing, and so have a record together: a byte or two each instead of some fifty. Serves again when its record
/// was committed.
/// </summary>
internal sealed class PendingCompletions : IPendingRecord
{
    private const int PayloadBytes = 8 << 10;

    private readonly byte[] _payload = new byte[PayloadBytes];
    private readonly List<(EmbeddedReceiver Receiver, DeliveryToken Token)> _completed = [];
    private QueueState? _queue;
    private CommitLevel _level;
    private MessageRef _before;
    private int _length;

    /// <summary>Whether one more fits in.</summary>
    public bool HasRoom => _length + EntryCodec.MaxBytes <= PayloadBytes;

    public void Begin(QueueState queue, CommitLevel level)
    {
        (_queue, _level, _before) = (queue, level, default);
        _completed.Clear();
        var writer = new RecordWriter(_payload);
        CompletionsCodec.WriteHead(ref writer, queue.Symbol);
        _length = writer.Length;
    }

    public void Add(EmbeddedReceiver receiver, DeliveryToken token)
    {
        _completed.Add((receiver, token));
        var writer = new RecordWriter(_payload.AsSpan(_length));
        writer.WriteEntry(new QueueEntry(IdentityOf(token), 0, 0, 0), ref _before);
        _length += writer.Length;
    }

    public bool TryAppend(Journal journal, out long lsn)
    {
        var done = journal.TryAppend(
            RecordType.Completions,
            _payload.AsSpan(0, _length),
            [],
            _level,
            AppendPriority.Reserved,
            out var appended
        );
        lsn = appended.Lsn;
        return done;
    }

    public void OnCommitted(BrokerLoop loop)
    {
        foreach (var (receiver, token) in _completed)
        {
            loop.Isolation.Clear(_queue!, IdentityOf(token));
            receiver.Answer(token);
        }
    }

    public void Drop() { }

    private static MessageRef IdentityOf(DeliveryToken token) => new(token.Position, token.Index);
}

using Waybill.Broker.Core;
using Waybill.Broker.Core.Index;
using Waybill.Broker.Receiving;
using Waybill.Broker.Records;
using Waybill.Storage;
using Waybill.Transports;

namespace Waybill.Broker.Loop;

/// <summary>
/// Completions of one queue that publish nothing and claim nothing, and so have a record together: mostly a byte or two each instead of some fifty. Serves again when its
/// record was committed.
/// </summary>
internal sealed class PendingCompletions : IPendingRecord
{
    private const int Most = 512;

    private readonly List<(EmbeddedReceiver Receiver, DeliveryToken Token)> _completed = new(Most);
    private QueueState? _queue;
    private CommitLevel _level;

    public bool IsFull => _completed.Count == Most;

    public void Begin(QueueState queue, CommitLevel level)
    {
        (_queue, _level) = (queue, level);
        _completed.Clear();
    }

    public void Add(EmbeddedReceiver receiver, DeliveryToken token) => _completed.Add((receiver, token));

    public bool TryAppend(Journal journal, out long lsn)
    {
        // Concurrent handlers end in any order, and only a step forward is short.
        _completed.Sort(static (one, other) => Compare(one.Token, other.Token));
        Span<byte> payload = stackalloc byte[CompletionsCodec.HeadBound + (Most * EntryCodec.MaxIdentityBytes)];
        var writer = new RecordWriter(payload);
        CompletionsCodec.WriteHead(ref writer, _queue!.Symbol);
        MessageRef before = default;
        foreach (var (_, token) in _completed)
        {
            writer.WriteEntry(new QueueEntry(IdentityOf(token), 0, 0, 0), ref before);
        }

        var done = journal.TryAppend(
            RecordType.Completions,
            payload[..writer.Length],
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

    public void Drop(bool isAnswered)
    {
        foreach (var (receiver, token) in _completed)
        {
            if (isAnswered)
            {
                Guarded.Run(() => receiver.Sink.OnSettled(token, SettlementResult.StaleLease));
            }
        }
    }

    private static int Compare(DeliveryToken one, DeliveryToken other)
    {
        var byPosition = one.Position.CompareTo(other.Position);
        return byPosition != 0 ? byPosition : one.Index.CompareTo(other.Index);
    }

    private static MessageRef IdentityOf(DeliveryToken token) => new(token.Position, token.Index);
}

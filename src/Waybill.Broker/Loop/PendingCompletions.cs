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

    private readonly List<Lease> _completed = new(Most);
    private QueueState? _queue;
    private CommitLevel _level;
    private bool _isInOrder;

    public bool Publishes => false;

    public bool IsFull => _completed.Count == Most;

    public void Begin(QueueState queue, CommitLevel level)
    {
        (_queue, _level, _isInOrder) = (queue, level, true);
        _completed.Clear();
    }

    /// <summary>Adds the lease of a message that was completed.</summary>
    public void Add(Lease lease)
    {
        _isInOrder &= _completed.Count == 0 || Compare(_completed[^1], lease) < 0;
        _completed.Add(lease);
    }

    public bool TryAppend(Journal journal, out long lsn)
    {
        // Concurrent handlers end in any order, and only a step forward is short.
        if (!_isInOrder)
        {
            _completed.Sort(Compare);
            _isInOrder = true;
        }

        Span<byte> payload = stackalloc byte[CompletionsCodec.HeadBound + (Most * EntryCodec.MaxIdentityBytes)];
        var writer = new RecordWriter(payload);
        CompletionsCodec.WriteHead(ref writer, _queue!.Symbol);
        MessageRef before = default;
        foreach (var lease in _completed)
        {
            writer.WriteEntry(new QueueEntry(lease.Entry.Identity, 0, 0, 0), ref before);
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
        foreach (var lease in _completed)
        {
            loop.Isolation.Clear(_queue!, lease.Entry.Identity);
            ((EmbeddedReceiver)lease.Holder).Answer(lease);
        }
    }

    public void Drop(bool isAnswered)
    {
        foreach (var lease in isAnswered ? _completed.Where(static lease => lease.IsAnswered) : [])
        {
            Guarded.Run(() => ((EmbeddedReceiver)lease.Holder).Sink.OnSettled(lease.Token, SettlementResult.NotStored));
        }
    }

    private static int Compare(Lease one, Lease other)
    {
        var byPosition = one.Token.Position.CompareTo(other.Token.Position);
        return byPosition != 0 ? byPosition : one.Token.Index.CompareTo(other.Token.Index);
    }
}

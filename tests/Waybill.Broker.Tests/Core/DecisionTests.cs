using System.Text;
using Waybill.Broker.Core;
using Waybill.Broker.Records;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Core;

/// <summary>Commands in, records out: what a decision says, and what the live state and a fold of the records make of it.</summary>
public sealed class DecisionTests
{
    private const int Work = 1;
    private const int Dead = 2;
    private const int Type = 3;
    private const long Now = 1_000_000;
    private const long Stored = 64;
    private const long Decided = 128;
    private const long InMemory = long.MinValue + 1;

    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeMilliseconds(Now);
    private static readonly Death s_death = new("work", DeathReason.Rejected, 1, s_now, s_now, "Type", "message", "stack");

    private readonly List<(byte Type, long Lsn, byte[] Payload)> _records = [];
    private readonly BrokerState _state = new();

    public DecisionTests()
    {
        _state.EndRecovery();
        Apply(RecordType.Symbol, 1, SymbolRecord.Encode(Work, "work"));
        Apply(RecordType.Symbol, 2, SymbolRecord.Encode(Dead, "dead"));
        Apply(RecordType.Symbol, 3, SymbolRecord.Encode(Type, "type"));
        _state.Queue(Work).Declaration = new QueueDeclaration("work", true, "dead", TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_completion_claims_its_key_for_the_retention()
    {
        var key = new InboxKey(7, 8);
        var record = Decisions.Settle(
            Queue,
            Lease(Stored),
            Outcome(OutcomeKind.Complete, key: key, retention: TimeSpan.FromSeconds(60)),
            publishes: 0,
            Now
        );
        var view = OutcomeCodec.Read(record);
        Assert.Equal((OutcomeCode.Completed, Work, key, Now + 60_000), (view.Code, view.Queue, view.InboxKey, view.InboxExpiry));
        Apply(RecordType.Outcome, Decided, record);
        Assert.True(Queue.IsEmpty);
        Assert.Equal((1, 1), (Queue.Counters.Completed, _state.Inbox.ClaimedCount));
    }

    [Theory]
    [InlineData(OutcomeKind.Retry)]
    [InlineData(OutcomeKind.Discard)]
    [InlineData(OutcomeKind.CompleteDuplicate)]
    public void Only_a_completion_claims(OutcomeKind kind)
    {
        var record = Decisions.Settle(Queue, Lease(Stored), Outcome(kind, key: new InboxKey(7, 8)), publishes: 0, Now);
        Assert.Null(OutcomeCodec.Read(record).InboxKey);
    }

    [Theory]
    [InlineData(5_000, Now + 5_000)]
    [InlineData(0, Now)]
    [InlineData(-5_000, Now)]
    public void A_retry_is_due_after_its_delay_and_never_in_the_past(int delay, long due)
    {
        var record = Decisions.Settle(
            Queue,
            Lease(Stored),
            Outcome(OutcomeKind.Retry, delay: TimeSpan.FromMilliseconds(delay)),
            publishes: 0,
            Now
        );
        Assert.Equal(due, OutcomeCodec.Read(record).Due);
        Apply(RecordType.Outcome, Decided, record);
        Assert.Equal(due, Queue.NextDue);
        Queue.Advance(due);
        Assert.True(Queue.TryPeekReady(out var entry));
        Assert.Equal(1, entry.Failed);
    }

    [Fact]
    public void An_expired_lease_is_a_failed_attempt_and_ready_at_once()
    {
        Apply(RecordType.Outcome, Decided, Decisions.Expire(Queue, Lease(Stored)));
        Assert.True(Queue.TryPeekReady(out var entry));
        Assert.Equal((1, new MessageRef(Stored, 0)), (entry.Failed, entry.Message));
        Assert.Equal(0, Queue.Counters.Retried);
    }

    [Fact]
    public void A_dead_letter_goes_to_the_declared_queue_with_its_history()
    {
        var older = s_death with { Queue = "older" };
        var record = Decisions.Die(Queue, _state.DeadLetterQueueOf(Queue), Lease(Stored), s_death, [older], default);
        Apply(RecordType.Outcome, Decided, record);
        Assert.Equal([older, s_death], DeathCodec.Decode(OutcomeCodec.Read(record).Deaths), SameDeath);
        AssertDead(_state, Dead, new MessageRef(Stored, 0));
    }

    [Fact]
    public void A_message_in_memory_is_stored_by_its_death()
    {
        var record = DieInMemory(_state.DeadLetterQueueOf(Queue));
        var stored = RecordMessages.First(RecordType.Outcome, record);
        Assert.Equal(
            ("in memory", "key", "v", Durability.Memory, Type, 0),
            (
                Encoding.UTF8.GetString(stored.Body),
                Encoding.UTF8.GetString(stored.RoutingKey),
                stored.ReadHeaders()["h"],
                stored.Durability,
                stored.Type,
                stored.Producer
            )
        );
        Apply(RecordType.Outcome, Decided, record);
        AssertDead(_state, Dead, new MessageRef(Decided, 0));
        var folded = Fold();
        AssertDead(folded, Dead, new MessageRef(Decided, 0));
        Assert.Equal(1, folded.Queue(Work).Counters.DeadLettered);
    }

    [Fact]
    public void A_message_in_memory_that_dies_in_a_dead_letter_queue_is_stored_and_parked()
    {
        Queue.Declaration = Queue.Declaration! with { DeadLetter = null };
        Apply(RecordType.Outcome, Decided, DieInMemory(_state.DeadLetterQueueOf(Queue)));
        var folded = Fold();
        foreach (var state in (BrokerState[])[_state, folded])
        {
            var queue = state.Queue(Work);
            Assert.Equal((0, 0, 1), (queue.Ready, queue.Delayed, queue.Parked));
            Assert.Equal(new MessageRef(Decided, 0), Assert.Single(queue.Browse(5)).Message);
        }
    }

    [Fact]
    public void A_purge_takes_what_came_before_it_and_nothing_after()
    {
        Apply(RecordType.Publish, Stored, Message(Work));
        Apply(RecordType.Purge, Stored + 32, PurgeRecord.Encode(Work));
        Apply(RecordType.Publish, Stored + 64, Message(Work));
        var folded = Fold();
        Assert.Equal(Stored + 64, Assert.Single(folded.Queue(Work).Browse(5)).Message.Lsn);
    }

    private QueueState Queue => _state.Queue(Work);

    private byte[] DieInMemory(int deadLetterQueue)
    {
        var payload = Message(Work, headers: new Dictionary<string, string> { ["h"] = "v" });
        _state.Apply(RecordType.Publish, InMemory, payload);
        var lease = _state.Lease(Queue, this, deadline: 0)!;
        Assert.Equal(InMemory, lease.Entry.Message.Lsn);
        return Decisions.Die(Queue, deadLetterQueue, lease, s_death, [], RecordMessages.First(RecordType.Publish, payload));
    }

    private static void AssertDead(BrokerState state, int queue, MessageRef message)
    {
        Assert.Equal(0, state.Queue(Work).InFlight + state.Queue(Work).Ready);
        Assert.True(state.Queue(queue).TryPeekReady(out var dead));
        Assert.Equal((message, Decided, 0), (dead.Message, dead.DeathLsn, dead.Failed));
        Assert.Equal(1, state.Queue(queue).Ready);
    }

    private Lease Lease(long lsn)
    {
        Apply(RecordType.Publish, lsn, Message(Work));
        return _state.Lease(Queue, this, deadline: 0)!;
    }

    private void Apply(byte type, long lsn, byte[] payload)
    {
        _records.Add((type, lsn, payload));
        _state.Apply(type, lsn, payload);
    }

    private BrokerState Fold()
    {
        var folded = new BrokerState();
        foreach (var (type, lsn, payload) in _records)
        {
            folded.Apply(type, lsn, payload);
        }

        folded.EndRecovery();
        return folded;
    }

    private static bool SameDeath(Death left, Death right) =>
        left == right || (left with { StackTrace = null }) == (right with { StackTrace = null });

    private static Outcome Outcome(OutcomeKind kind, InboxKey? key = null, TimeSpan retention = default, TimeSpan delay = default) =>
        new()
        {
            Token = default,
            Kind = kind,
            InboxKey = key,
            InboxRetention = retention,
            Delay = delay,
        };

    private static byte[] Message(int queue, IReadOnlyDictionary<string, string>? headers = null)
    {
        var message = new OutgoingMessage
        {
            Target = default,
            Type = new MessageDescriptor { Name = "type" },
            Id = Guid.NewGuid(),
            TimestampMilliseconds = Now,
            Durability = Durability.Memory,
            RoutingKey = "key"u8,
            Body = "in memory"u8,
            Headers = headers,
        };
        var buffer = new byte[512];
        var writer = new RecordWriter(buffer);
        writer.WriteByte(RecordType.Version);
        MessageCodec.WriteHead(ref writer, message, Type, [queue], producer: 0);
        writer.WriteRaw(message.Body);
        return buffer[..writer.Length];
    }
}

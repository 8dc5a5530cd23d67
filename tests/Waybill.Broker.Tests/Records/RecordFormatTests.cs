using System.Text;
using Waybill.Broker.Core;
using Waybill.Broker.Records;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Records;

/// <summary>Pins the bytes of docs/format/records.md, and reads them when they are damaged.</summary>
public sealed class RecordFormatTests
{
    private static readonly string s_golden = Path.Combine(AppContext.BaseDirectory, "Records", "Golden", "records-v1.hex");

    [Fact]
    public async Task The_bytes_are_those_of_version_1() =>
        Assert.Equal(
            await File.ReadAllLinesAsync(s_golden, TestContext.Current.CancellationToken),
            RecordSamples.All.Select(record => $"{record.Name} {record.Type} {Convert.ToHexStringLower(record.Payload)}")
        );

    [Fact]
    public void A_publish_is_read_as_it_was_written()
    {
        var messages = RecordMessages.Of(RecordType.Publish, Payload("publish"));
        Assert.True(messages.MoveNext());
        var message = messages.Current;

        Assert.Equal(Durability.Flushed, message.Durability);
        Assert.Equal(new Guid("0192d3a0-7b6c-7def-8123-456789abcdef"), message.Id);
        Assert.Equal(1_700_000_000_000, message.TimestampMilliseconds);
        Assert.Equal(0x1122334455667788UL, message.Schema);
        Assert.Equal((3, 9, 42L), (message.Type, message.Producer, message.Sequence));
        Assert.Equal("order.eu.created", Encoding.UTF8.GetString(message.RoutingKey));
        Assert.Equal(2, message.DestinationCount);
        Assert.Equal(new Dictionary<string, string> { ["region"] = "eu" }, message.ReadHeaders());
        Assert.Equal("body", Encoding.UTF8.GetString(message.Body));
        Assert.False(messages.MoveNext());
    }

    [Fact]
    public void A_batch_and_an_outcome_hold_their_messages()
    {
        Assert.Equal(["one", ""], Bodies("batch"));
        Assert.Equal(["published"], Bodies("completed"));
        Assert.Equal("one", Encoding.UTF8.GetString(RecordMessages.First(RecordType.Batch, Payload("batch")).Body));
        Assert.Throws<RecordFormatException>(() => RecordMessages.First(RecordType.Outcome, Payload("retried")).Type);
    }

    [Fact]
    public void Completions_are_read_as_they_were_written()
    {
        var completions = CompletionsCodec.Read(Payload("completions"));

        Assert.Equal(5, completions.Queue);
        foreach (var (lsn, index) in (ReadOnlySpan<(long, int)>)[(4_160, 0), (4_160, 1), (4_512, 0), (4_192, 3)])
        {
            Assert.True(completions.MoveNext());
            Assert.Equal(new MessageRef(lsn, index), completions.Current);
        }

        Assert.False(completions.MoveNext());
    }

    [Fact]
    public void A_completion_that_tells_more_is_refused()
    {
        byte[] payload = [.. RecordSamples.Completions(), .. new byte[64]];
        var writer = new RecordWriter(payload.AsSpan(payload.Length - 64));
        MessageRef before = default;
        writer.WriteEntry(new QueueEntry(new MessageRef(4_160, 0), 0, Failed: 1, 0), ref before);

        Assert.Throws<RecordFormatException>(() => CompletionsCodec.Read(payload).MoveNext());
    }

    [Fact]
    public void An_outcome_is_read_as_it_was_written()
    {
        var completed = OutcomeCodec.Read(Payload("completed"));
        Assert.Equal(
            (OutcomeCode.Completed, 5, 4_160L, 1),
            (completed.Code, completed.Queue, completed.Message.Lsn, completed.Message.Index)
        );
        Assert.Equal(new InboxKey(0x0102030405060708, 0x090A0B0C0D0E0F10), completed.InboxKey);
        Assert.Equal(1_700_600_000_000, completed.InboxExpiry);

        var retried = OutcomeCodec.Read(Payload("retried"));
        Assert.Equal((1_700_000_001_000, null), (retried.Due, retried.InboxKey));

        var dead = OutcomeCodec.Read(Payload("dead-lettered"));
        Assert.Equal(6, dead.DeadLetterQueue);
        var death = Assert.Single(DeathCodec.Decode(dead.Deaths));
        Assert.Equal(("inventory", DeathReason.DeliveryLimit, 3), (death.Queue, death.Reason, death.Count));
        Assert.Equal(
            ("Shop.OutOfStockException", "No stock.", "at Shop.InventoryHandler"),
            (death.ExceptionType, death.Message, death.StackTrace)
        );

        Assert.Equal((300, "Shop.Bestellt\u00E9"), SymbolRecord.Decode(Payload("symbol")));
        Assert.Equal(7, PurgeRecord.Decode(Payload("purge")));
    }

    [Fact]
    public void A_record_of_a_newer_version_is_told_from_one_that_makes_no_sense()
    {
        foreach (var (_, type, payload) in RecordSamples.All)
        {
            payload[0]++;
            Assert.Contains("version 2", Assert.Throws<NewerRecordException>(() => Walk(type, payload)).What, StringComparison.Ordinal);
            payload[0] = 0;
            Assert.Contains("version", Assert.Throws<RecordFormatException>(() => Walk(type, payload)).Message, StringComparison.Ordinal);
            payload[0] = RecordType.Version;
        }
    }

    [Fact]
    public void A_type_that_nobody_knows_yet_is_a_newer_one()
    {
        var state = new BrokerState();
        Assert.Contains(
            "type 8",
            Assert.Throws<NewerRecordException>(() => state.Apply(RecordType.Last + 1, 32, [])).What,
            StringComparison.Ordinal
        );
        Assert.Throws<NewerRecordException>(() => state.Apply(byte.MaxValue, 32, [1, 2, 3]));
        Assert.Throws<RecordFormatException>(() => state.Apply(0, 32, [1, 2, 3]));
    }

    [Fact]
    public void Every_prefix_of_a_record_is_read_or_refused()
    {
        var refused = 0;
        foreach (var (_, type, payload) in RecordSamples.All)
        {
            for (var length = 0; length < payload.Length; length++)
            {
                refused += ReadsOrRefuses(type, payload[..length]) ? 0 : 1;
            }
        }

        // Only the symbol's text may end anywhere.
        Assert.True(
            refused > RecordSamples.All.Where(record => record.Type != RecordType.Symbol).Sum(record => record.Payload.Length) - 10
        );
    }

    [Fact]
    public void Every_flipped_bit_of_a_record_is_read_or_refused()
    {
        var refused = 0;
        foreach (var (_, type, payload) in RecordSamples.All)
        {
            for (var bit = 0; bit < payload.Length * 8; bit++)
            {
                var damaged = payload.ToArray();
                damaged[bit / 8] ^= (byte)(1 << (bit % 8));
                refused += ReadsOrRefuses(type, damaged) ? 0 : 1;
            }
        }

        Assert.True(refused > 100, $"Only {refused} damaged records were refused.");
    }

    [Theory]
    [InlineData("publish", 1 + 1 + 16 + 8 + 8 + 1 + 1 + 16)]
    [InlineData("batch", 1)]
    public void A_count_that_the_record_cannot_hold_is_refused_before_anything_is_made_for_it(string name, int at)
    {
        var record = RecordSamples.All.Single(sample => sample.Name == name);
        byte[] payload = [.. record.Payload[..at], 0xFF, 0xFF, 0xFF, 0xFF, 0x07, .. record.Payload[(at + 1)..]];

        Assert.Contains("more than the record holds", Assert.Throws<RecordFormatException>(() => Walk(record.Type, payload)).Message);
    }

    private static bool ReadsOrRefuses(byte type, byte[] payload)
    {
        try
        {
            Walk(type, payload);
            return true;
        }
        catch (RecordFormatException)
        {
            return false;
        }
    }

    /// <summary>Reads all that is in a record.</summary>
    private static void Walk(byte type, byte[] payload)
    {
        switch (type)
        {
            case RecordType.Symbol:
                SymbolRecord.Decode(payload);
                return;
            case RecordType.Purge:
                PurgeRecord.Decode(payload);
                return;
            case RecordType.Completions:
                var completions = CompletionsCodec.Read(payload);
                while (completions.MoveNext()) { }
                return;
            case RecordType.Outcome:
                DeathCodec.Decode(OutcomeCodec.Read(payload).Deaths);
                break;
        }

        var messages = RecordMessages.Of(type, payload);
        while (messages.MoveNext())
        {
            messages.Current.ReadHeaders();
        }
    }

    private static byte[] Payload(string name) => RecordSamples.All.Single(record => record.Name == name).Payload;

    private static List<string> Bodies(string name)
    {
        var record = RecordSamples.All.Single(record => record.Name == name);
        var bodies = new List<string>();
        var messages = RecordMessages.Of(record.Type, record.Payload);
        while (messages.MoveNext())
        {
            bodies.Add(Encoding.UTF8.GetString(messages.Current.Body));
        }

        return bodies;
    }
}

using System.Collections.Immutable;
using System.Text;
using Waybill.Broker.Core;
using Waybill.Broker.Records;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Records;

/// <summary>One record of every kind, with every field that it can have.</summary>
internal static class RecordSamples
{
    public static readonly IReadOnlyList<(string Name, byte Type, byte[] Payload)> All =
    [
        ("symbol", RecordType.Symbol, SymbolRecord.Encode(300, "Shop.Bestellt\u00E9")),
        ("publish", RecordType.Publish, Publish()),
        ("batch", RecordType.Batch, Batch()),
        (
            "completed",
            RecordType.Outcome,
            Outcome(OutcomeCode.Completed, publishes: 1, key: new InboxKey(0x0102030405060708, 0x090A0B0C0D0E0F10))
        ),
        ("retried", RecordType.Outcome, Outcome(OutcomeCode.Retried)),
        ("dead-lettered", RecordType.Outcome, Outcome(OutcomeCode.DeadLettered, deaths: Deaths)),
        ("purge", RecordType.Purge, PurgeRecord.Encode(7)),
        ("completions", RecordType.Completions, Completions((4_160, 0), (4_160, 1), (4_512, 0), (4_192, 3))),
    ];

    private static byte[] Deaths =>
        DeathCodec.Encode([
            new Death(
                "inventory",
                DeathReason.DeliveryLimit,
                3,
                DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000),
                DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_500),
                "Shop.OutOfStockException",
                "No stock.",
                "at Shop.InventoryHandler"
            ),
        ]);

    public static byte[] Completions(params ReadOnlySpan<(long Lsn, int Index)> entries)
    {
        Span<byte> buffer = stackalloc byte[512];
        var writer = new RecordWriter(buffer);
        CompletionsCodec.WriteHead(ref writer, queue: 5);
        MessageRef before = default;
        foreach (var (lsn, index) in entries)
        {
            writer.WriteEntry(new QueueEntry(new MessageRef(lsn, index), 0, 0, 0), ref before);
        }

        return buffer[..writer.Length].ToArray();
    }

    private static byte[] Publish()
    {
        Span<byte> buffer = stackalloc byte[512];
        var writer = new RecordWriter(buffer);
        writer.WriteByte(RecordType.Version);
        WriteMessage(ref writer, "body", producer: 9, new Dictionary<string, string> { ["region"] = "eu" });
        return buffer[..writer.Length].ToArray();
    }

    private static byte[] Batch()
    {
        Span<byte> buffer = stackalloc byte[512];
        var writer = new RecordWriter(buffer);
        writer.WriteByte(RecordType.Version);
        writer.WriteVarint(2);
        WriteMessage(ref writer, "one");
        WriteMessage(ref writer, "");
        return buffer[..writer.Length].ToArray();
    }

    private static byte[] Outcome(OutcomeCode code, int publishes = 0, InboxKey? key = null, byte[]? deaths = null)
    {
        var buffer = new byte[2048];
        var writer = new RecordWriter(buffer);
        OutcomeCodec.WriteHead(
            ref writer,
            new OutcomeView
            {
                Code = code,
                Queue = 5,
                Message = new MessageRef(4_160, 1),
                Due = 1_700_000_001_000,
                DeadLetterQueue = 6,
                Deaths = deaths,
                InboxKey = key,
                InboxExpiry = 1_700_600_000_000,
                PublishCount = publishes,
                Publishes = default,
            }
        );
        for (var i = 0; i < publishes; i++)
        {
            WriteMessage(ref writer, "published");
        }

        return buffer[..writer.Length];
    }

    private static void WriteMessage(
        ref RecordWriter writer,
        string body,
        int producer = 0,
        IReadOnlyDictionary<string, string>? headers = null
    )
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        MessageCodec.WriteHead(
            ref writer,
            new OutgoingMessage
            {
                Target = default,
                Type = new MessageDescriptor { Name = "Shop.OrderCreated", Schema = 0x1122334455667788 },
                Id = new Guid("0192d3a0-7b6c-7def-8123-456789abcdef"),
                TimestampMilliseconds = 1_700_000_000_000,
                Durability = Durability.Flushed,
                RoutingKey = "order.eu.created"u8,
                Headers = headers,
                Sequence = 42,
                Body = bytes,
            },
            type: 3,
            ImmutableArray.Create(5, 300),
            producer
        );
        writer.WriteRaw(bytes);
    }
}

using System.Text;
using Waybill.Broker.Core;
using Waybill.Broker.Loop;
using Waybill.Broker.Records;
using Waybill.Storage;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>How much is read for a message.</summary>
public sealed class RecordStoreTests
{
    private readonly Dictionary<long, byte[]> _records = [];
    private readonly List<int> _asked = [];
    private readonly Dictionary<long, Memory<byte>> _handedOut = [];

    [Fact]
    public void A_large_record_makes_no_later_read_larger()
    {
        var store = new RecordStore(TryRead, memory: null);
        _records[32] = Batch(1, bodyBytes: 100_000);
        for (var lsn = 64; lsn < 64 + (10 * 32); lsn += 32)
        {
            _records[lsn] = Batch(1, bodyBytes: 10);
        }

        Assert.Equal(100_000, store.Message(new MessageRef(32, 0)).Body.Length);
        Assert.Equal([4096, _records[32].Length + JournalFormat.RecordHeaderBytes], _asked);
        _asked.Clear();
        for (var lsn = 64; lsn < 64 + (10 * 32); lsn += 32)
        {
            Assert.Equal(10, store.Message(new MessageRef(lsn, 0)).Body.Length);
        }

        Assert.Equal(Enumerable.Repeat(4096, 10), _asked);
    }

    [Fact]
    public void The_messages_of_a_record_are_found_without_reading_those_before_them_again()
    {
        const int Count = 1000;
        var store = new RecordStore(TryRead, memory: null);
        _records[32] = Batch(Count, bodyBytes: 3);
        for (var index = 0; index < Count; index++)
        {
            Assert.Equal($"{index:000}", Encoding.UTF8.GetString(store.Message(new MessageRef(32, index)).Body));
            if (index == Count / 2)
            {
                // Whoever read the first messages again would fail from here on.
                _handedOut[32].Span.Slice(JournalFormat.RecordHeaderBytes + 3, 10_000).Fill(0xFF);
            }
        }

        Assert.Throws<RecordFormatException>(() => store.Message(new MessageRef(32, Count)).Body.Length);
    }

    [Fact]
    public void Records_that_are_read_in_turn_are_read_once()
    {
        var store = new RecordStore(TryRead, memory: null);
        _records[32] = Batch(100, bodyBytes: 3);
        _records[6432] = Batch(100, bodyBytes: 3);
        for (var index = 0; index < 100; index++)
        {
            foreach (var lsn in (long[])[32, 6432])
            {
                Assert.Equal($"{index:000}", Encoding.UTF8.GetString(store.Message(new MessageRef(lsn, index)).Body));
            }
        }

        Assert.Equal(2, _handedOut.Count);
        Assert.True(_asked.Count <= 4, $"{_asked.Count} reads");
    }

    private bool TryRead(long lsn, Memory<byte> destination, out JournalRecord record, out int requiredBytes)
    {
        _asked.Add(destination.Length);
        var payload = _records[lsn];
        requiredBytes = JournalFormat.RecordHeaderBytes + payload.Length;
        if (destination.Length < requiredBytes)
        {
            record = default;
            return false;
        }

        _handedOut[lsn] = destination;
        payload.CopyTo(destination[JournalFormat.RecordHeaderBytes..]);
        record = new JournalRecord(lsn, RecordType.Batch, destination.Slice(JournalFormat.RecordHeaderBytes, payload.Length));
        return true;
    }

    private static byte[] Batch(int count, int bodyBytes)
    {
        var buffer = new byte[64 + (count * (128 + bodyBytes))];
        var writer = new RecordWriter(buffer);
        writer.WriteByte(RecordType.Version);
        writer.WriteVarint(count);
        for (var i = 0; i < count; i++)
        {
            var body = Encoding.UTF8.GetBytes($"{i:000}".PadRight(bodyBytes));
            var message = new OutgoingMessage
            {
                Target = default,
                Type = new MessageDescriptor { Name = "Tests.Event" },
                Id = Guid.Empty,
                TimestampMilliseconds = 0,
                Durability = Durability.Flushed,
                RoutingKey = default,
                Body = body,
            };
            MessageCodec.WriteHead(ref writer, message, type: 1, [1], producer: 0);
            writer.WriteRaw(body);
        }

        return buffer[..writer.Length];
    }
}

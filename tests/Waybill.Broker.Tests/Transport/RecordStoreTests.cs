using System.Text;
using Waybill.Broker.Core;
using Waybill.Broker.Loop;
using Waybill.Broker.Records;
using Waybill.Storage;
using Waybill.Storage.Format;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>How much is read for a message.</summary>
public sealed class RecordStoreTests
{
    private const int LeastBytes = RecordBlock.LeastBytes;
    private const int MostBytes = 256 * 1024;

    private readonly List<(long Lsn, int Bytes)> _asked = [];
    private readonly RecordStore _store;

    // The beginning of a log is no record.
    private readonly List<byte> _log = [.. new byte[JournalFormat.RecordAlignment]];
    private RecordBlock? _lastBlock;

    public RecordStoreTests() => _store = new RecordStore(Read, memory: null);

    [Fact]
    public void A_large_record_makes_no_later_read_larger()
    {
        var large = Add(Batch(1, bodyBytes: 400_000));
        Add(Batch(1, bodyBytes: 100_000));
        var far = Enumerable.Range(0, 10).Select(_ => Add(Batch(1, bodyBytes: 10))).ToList();

        Assert.Equal(400_000, _store.Message(new MessageRef(large, 0)).Body.Length);
        Assert.Equal([(large, LeastBytes)], _asked);
        Assert.All(far, lsn => Assert.Equal(10, _store.Message(new MessageRef(lsn, 0)).Body.Length));

        Assert.Equal([(large, LeastBytes), (far[0], LeastBytes)], _asked);
    }

    [Fact]
    public void What_is_read_in_order_is_read_in_blocks_that_grow()
    {
        var lsns = Enumerable.Range(0, 10_000).Select(_ => Add(Batch(1, bodyBytes: 200))).ToList();

        Assert.All(lsns, lsn => Assert.Equal(200, _store.Message(new MessageRef(lsn, 0)).Body.Length));

        Assert.Equal([LeastBytes, 2 * LeastBytes, 4 * LeastBytes], _asked.Take(3).Select(static ask => ask.Bytes));
        Assert.Equal(MostBytes, _asked[^1].Bytes);
        Assert.InRange(_asked.Count, _log.Count / MostBytes, (_log.Count / MostBytes) + 10);
    }

    [Fact]
    public void So_is_what_lies_in_order_between_others()
    {
        var lsns = Enumerable.Range(0, 10_000).Select(_ => Add(Batch(1, bodyBytes: 200))).ToList();

        Assert.All(
            lsns.Where((_, index) => index % 100 == 0),
            lsn => Assert.Equal(200, _store.Message(new MessageRef(lsn, 0)).Body.Length)
        );

        Assert.InRange(_asked.Count, 10, 25);
    }

    [Fact]
    public void What_is_read_in_no_order_is_read_alone()
    {
        var lsns = Enumerable.Range(0, 50).Select(_ => Add(Batch(1, bodyBytes: 100_000))).Reverse().ToList();

        Assert.All(lsns, lsn => Assert.Equal(100_000, _store.Message(new MessageRef(lsn, 0)).Body.Length));

        Assert.Equal(lsns.Select(static lsn => (lsn, LeastBytes)), _asked);
    }

    [Fact]
    public void Several_that_read_in_order_do_not_stand_in_each_others_way()
    {
        const int Readers = 8;
        const int Count = 1000;
        var lsns = Enumerable.Range(0, Readers * Count).Select(_ => Add(Batch(1, bodyBytes: 1000))).ToList();

        for (var i = 0; i < Count; i++)
        {
            for (var reader = 0; reader < Readers; reader++)
            {
                Assert.Equal(1000, _store.Message(new MessageRef(lsns[(reader * Count) + i], 0)).Body.Length);
            }
        }

        Assert.InRange(_asked.Count, Readers, (_log.Count / MostBytes) + (10 * Readers));
    }

    [Fact]
    public void The_messages_of_a_record_are_found_without_reading_those_before_them_again()
    {
        const int Count = 1000;
        var lsn = Add(Batch(Count, bodyBytes: 3));
        for (var index = 0; index < Count; index++)
        {
            Assert.Equal($"{index:000}", Encoding.UTF8.GetString(_store.Message(new MessageRef(lsn, index)).Body));
            if (index == Count / 2)
            {
                // Whoever read the first messages again, or checked the record again, would fail from here on.
                Assert.True(_lastBlock!.TryGet(lsn, out var record));
                System.Runtime.InteropServices.MemoryMarshal.AsMemory(record.Payload).Span.Slice(3, 10_000).Fill(0xFF);
            }
        }

        Assert.Throws<RecordFormatException>(() => _store.Message(new MessageRef(lsn, Count)).Body.Length);
        Assert.Single(_asked);
    }

    [Fact]
    public void Records_that_are_read_in_turn_are_read_once()
    {
        long[] lsns = [Add(Batch(100, bodyBytes: 3)), Add(Batch(100, bodyBytes: 3))];
        for (var index = 0; index < 100; index++)
        {
            foreach (var lsn in lsns)
            {
                Assert.Equal($"{index:000}", Encoding.UTF8.GetString(_store.Message(new MessageRef(lsn, index)).Body));
            }
        }

        // Who comes second may go on in the first one's block, once.
        Assert.InRange(_asked.Count, 2, 3);
    }

    private long Add(byte[] payload)
    {
        long lsn = _log.Count;
        var bytes = new byte[JournalFormat.RecordBytes(payload.Length)];
        payload.CopyTo(bytes.AsSpan(JournalFormat.RecordHeaderBytes));
        var state = Crc32C.Continue(Crc32C.Start, payload);
        RecordHeader.Write(ref bytes[0], payload.Length, RecordType.Batch, lsn, previousCrc: 0, state);
        _log.AddRange(bytes);
        return lsn;
    }

    private JournalRecord Read(long lsn, RecordBlock block, int bytes)
    {
        _asked.Add((lsn, bytes));
        _lastBlock = block;
        Assert.True(RecordHeader.TryRead(LogFrom(lsn), lsn, out var header));
        bytes = (int)Math.Min(Math.Max(bytes, JournalFormat.RecordBytes(header.PayloadBytes)), _log.Count - lsn);
        LogFrom(lsn)[..bytes].CopyTo(block.Empty(bytes).Span);
        block.Set(lsn, bytes);
        Assert.True(block.TryGet(lsn, out var record));
        return record;
    }

    private ReadOnlySpan<byte> LogFrom(long lsn) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_log)[(int)lsn..];

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

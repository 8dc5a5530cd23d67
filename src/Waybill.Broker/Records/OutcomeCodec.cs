using Waybill.Broker.Core;
using Waybill.Transports;

namespace Waybill.Broker.Records;

/// <summary>
/// {version, code, queue: symbol, LSN: 8, index: varint, then by code: due: 8 (retried); dead-letter queue: symbol, deaths: length and bytes (dead-lettered);
/// then inbox flag: 1 and, when set, key: 16 and expiry: 8; then publishes: count and messages to the end}.
/// </summary>
internal static class OutcomeCodec
{
    private const int FixedBytes = 1 + 1 + 8 + 8 + 1 + 16 + 8 + (5 * RecordWriter.MaxVarintBytes);

    /// <summary>An upper bound of what <see cref="WriteHead"/> writes.</summary>
    public static int HeadBound(int deathsLength) => FixedBytes + deathsLength;

    /// <summary>Writes all but the publishes themselves.</summary>
    public static void WriteHead(ref RecordWriter writer, in OutcomeView outcome)
    {
        writer.WriteByte(RecordType.Version);
        writer.WriteByte((byte)outcome.Code);
        writer.WriteVarint(outcome.Queue);
        writer.WriteInt64(outcome.Message.Lsn);
        writer.WriteVarint(outcome.Message.Index);
        switch (outcome.Code)
        {
            case OutcomeCode.Retried:
                writer.WriteInt64(outcome.Due);
                break;
            case OutcomeCode.DeadLettered:
                writer.WriteVarint(outcome.DeadLetterQueue);
                writer.WriteBytes(outcome.Deaths);
                break;
        }

        writer.WriteByte(outcome.InboxKey is null ? (byte)0 : (byte)1);
        if (outcome.InboxKey is { } key)
        {
            writer.WriteUInt64(key.High);
            writer.WriteUInt64(key.Low);
            writer.WriteInt64(outcome.InboxExpiry);
        }

        writer.WriteVarint(outcome.PublishCount);
    }

    public static OutcomeView Read(ReadOnlySpan<byte> payload)
    {
        var reader = RecordReader.Open(payload);
        var code = (OutcomeCode)reader.ReadByte();
        if (code is < OutcomeCode.Completed or > OutcomeCode.LeaseExpired)
        {
            throw new RecordFormatException($"{(byte)code} is no outcome.");
        }

        var queue = reader.ReadSymbol();
        var lsn = reader.ReadInt64();
        var index = reader.ReadVarint();
        if (index > int.MaxValue)
        {
            throw new RecordFormatException($"{index} is no place in a record.");
        }

        var due = code == OutcomeCode.Retried ? reader.ReadInt64() : 0;
        var deadLetterQueue = 0;
        ReadOnlySpan<byte> deaths = default;
        if (code == OutcomeCode.DeadLettered)
        {
            deadLetterQueue = reader.ReadSymbol();
            deaths = reader.ReadBytes();
        }

        InboxKey? key = null;
        long expiry = 0;
        if (reader.ReadByte() != 0)
        {
            var high = reader.ReadUInt64();
            key = new InboxKey(high, reader.ReadUInt64());
            expiry = reader.ReadInt64();
        }

        var count = reader.ReadCount();
        return new OutcomeView
        {
            Code = code,
            Queue = queue,
            Message = new MessageRef(lsn, (int)index),
            Due = due,
            DeadLetterQueue = deadLetterQueue,
            Deaths = deaths,
            InboxKey = key,
            InboxExpiry = expiry,
            PublishCount = count,
            Publishes = payload[reader.Position..],
        };
    }
}

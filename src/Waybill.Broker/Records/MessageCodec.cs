using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Waybill.Transports;

namespace Waybill.Broker.Records;

/// <summary>
/// A message as records hold it: {flags, id: 16, timestamp ms: 8, schema: 8, type: symbol, key: one length byte and UTF-8, destinations: count and
/// symbols, headers and producer where the flags say so, body: length and bytes}. The body comes last, so that a publish can hand it to the journal
/// from where it lies.
/// </summary>
internal static class MessageCodec
{
    private const byte DurabilityMask = 0b0011;
    private const byte HasHeaders = 0b0100;
    private const byte HasProducer = 0b1000;

    // Id, timestamp and schema.
    private const int IdentityBytes = 16 + 8 + 8;
    private const int FixedBytes = 1 + IdentityBytes + 1;

    // Producer, sequence and the body's length.
    private const int BoundAfterHeaders = 3 * RecordWriter.MaxVarintBytes;

    /// <summary>An upper bound of what <see cref="WriteHead"/> writes.</summary>
    public static long HeadBound(in OutgoingMessage message, int destinations) =>
        FixedBytes
        + message.RoutingKey.Length
        + (RecordWriter.MaxVarintBytes * (3L + destinations))
        + HeaderBound(message.Headers)
        + BoundAfterHeaders;

    /// <summary>An upper bound of what headers take.</summary>
    public static long HeaderBound(IReadOnlyDictionary<string, string>? headers)
    {
        var bytes = 0L;
        if (headers is { Count: > 0 })
        {
            foreach (var (name, value) in headers)
            {
                bytes += (long)RecordWriter.TextBound(name) + RecordWriter.TextBound(value);
            }
        }

        return bytes;
    }

    /// <summary>Writes all but the body's bytes.</summary>
    /// <exception cref="InvalidOperationException">The headers are others than when <see cref="HeadBound"/> was asked.</exception>
    public static void WriteHead(
        ref RecordWriter writer,
        in OutgoingMessage message,
        int type,
        ImmutableArray<int> destinations,
        int producer
    )
    {
        var headerCount = message.Headers?.Count ?? 0;
        writer.WriteByte((byte)((byte)message.Durability | (headerCount > 0 ? HasHeaders : 0) | (producer != 0 ? HasProducer : 0)));
        writer.WriteGuid(message.Id);
        writer.WriteInt64(message.TimestampMilliseconds);
        writer.WriteUInt64(message.Type.Schema);
        writer.WriteVarint(type);
        writer.WriteShortBytes(message.RoutingKey);
        writer.WriteVarint(destinations.Length);
        foreach (var destination in destinations)
        {
            writer.WriteVarint(destination);
        }

        if (headerCount > 0)
        {
            WriteHeaders(ref writer, message.Headers!, headerCount);
        }

        if (producer != 0)
        {
            writer.WriteVarint(producer);
            writer.WriteVarint((ulong)message.Sequence);
        }

        writer.WriteVarint(message.Body.Length);
    }

    /// <summary>An upper bound of what <see cref="WriteCopy"/> writes.</summary>
    public static int CopyBound(in MessageView message) =>
        FixedBytes + message.RoutingKey.Length + message.HeaderBytes.Length + message.Body.Length + (RecordWriter.MaxVarintBytes * 5);

    /// <summary>Writes a stored message again, for another queue. It is nobody's next in a sequence any more.</summary>
    public static void WriteCopy(ref RecordWriter writer, in MessageView message, int destination)
    {
        writer.WriteByte((byte)((byte)message.Durability | (message.HeaderCount > 0 ? HasHeaders : 0)));
        writer.WriteGuid(message.Id);
        writer.WriteInt64(message.TimestampMilliseconds);
        writer.WriteUInt64(message.Schema);
        writer.WriteVarint(message.Type);
        writer.WriteShortBytes(message.RoutingKey);
        writer.WriteVarint(1);
        writer.WriteVarint(destination);
        if (message.HeaderCount > 0)
        {
            writer.WriteVarint(message.HeaderCount);
            writer.WriteRaw(message.HeaderBytes);
        }

        writer.WriteBytes(message.Body);
    }

    /// <summary>Reads one message; the reader stands behind it afterwards.</summary>
    public static MessageView Read(scoped ref RecordReader reader)
    {
        var flags = ReadFlags(ref reader);
        var id = reader.ReadGuid();
        var timestamp = reader.ReadInt64();
        var schema = reader.ReadUInt64();
        var type = reader.ReadSymbol();
        var key = reader.Take(reader.ReadByte());
        var destinations = ReadSymbols(ref reader);
        var headers = (flags & HasHeaders) != 0 ? ReadTexts(ref reader) : default;
        var producer = 0;
        long sequence = -1;
        if ((flags & HasProducer) != 0)
        {
            producer = reader.ReadSymbol();
            sequence = (long)reader.ReadVarint();
        }

        return new MessageView
        {
            Durability = (Durability)(flags & DurabilityMask),
            Id = id,
            TimestampMilliseconds = timestamp,
            Schema = schema,
            Type = type,
            RoutingKey = key,
            DestinationCount = destinations.Count,
            DestinationBytes = destinations.Bytes,
            HeaderCount = headers.Count,
            HeaderBytes = headers.Bytes,
            Producer = producer,
            Sequence = sequence,
            Body = reader.ReadBytes(),
        };
    }

    /// <summary>Reads of one message what the fold needs; the reader stands behind it afterwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static MessageRoute ReadRoute(scoped ref RecordReader source)
    {
        // In a local its parts stay in registers.
        var reader = source;
        var flags = ReadFlags(ref reader);
        reader.Take(IdentityBytes);
        reader.ReadSymbol();
        reader.Take(reader.ReadByte());
        var destinations = ReadSymbols(ref reader);
        var (producer, sequence) = (0, -1L);
        if ((flags & (HasHeaders | HasProducer)) != 0)
        {
            // Few have these.
            (var position, producer, sequence) = ReadRest(reader, flags);
            reader.Take(position - reader.Position);
        }

        reader.Take(reader.ReadCount());
        source = reader;
        return new MessageRoute
        {
            DestinationCount = destinations.Count,
            DestinationBytes = destinations.Bytes,
            Producer = producer,
            Sequence = sequence,
        };
    }

    private static (int Position, int Producer, long Sequence) ReadRest(RecordReader reader, byte flags)
    {
        if ((flags & HasHeaders) != 0)
        {
            ReadTexts(ref reader);
        }

        var (producer, sequence) = (flags & HasProducer) != 0 ? (reader.ReadSymbol(), (long)reader.ReadVarint()) : (0, -1);
        return (reader.Position, producer, sequence);
    }

    // The dictionary is the caller's, who may change it meanwhile: a record that says more than it holds could never be read again.
    private static void WriteHeaders(ref RecordWriter writer, IReadOnlyDictionary<string, string> headers, int count)
    {
        writer.WriteVarint(count);
        var left = count;
        foreach (var (name, value) in headers)
        {
            if (
                --left < 0
                || name is null
                || value is null
                || writer.Room < (long)RecordWriter.TextBound(name) + RecordWriter.TextBound(value) + BoundAfterHeaders
            )
            {
                throw MessageHeaders.Changed();
            }

            writer.WriteText(name);
            writer.WriteText(value);
        }

        if (left != 0)
        {
            throw MessageHeaders.Changed();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte ReadFlags(scoped ref RecordReader reader)
    {
        var flags = reader.ReadByte();
        return (flags & ~(DurabilityMask | HasHeaders | HasProducer)) == 0 && (flags & DurabilityMask) <= (int)Durability.Flushed
            ? flags
            : throw WrongFlags(flags);
    }

    private static RecordFormatException WrongFlags(byte flags) => new($"A message's flags are {flags}.");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Counted ReadSymbols(scoped ref RecordReader reader)
    {
        var count = reader.ReadCount();
        var rest = reader;
        var from = reader.Position;
        for (var i = 0; i < count; i++)
        {
            reader.ReadSymbol();
        }

        return new Counted(count, rest.Take(reader.Position - from));
    }

    private static Counted ReadTexts(scoped ref RecordReader reader)
    {
        var count = reader.ReadCount();
        var rest = reader;
        var from = reader.Position;
        for (var i = 0; i < 2 * count; i++)
        {
            reader.ReadBytes();
        }

        return new Counted(count, rest.Take(reader.Position - from));
    }

    private readonly ref struct Counted(int count, ReadOnlySpan<byte> bytes)
    {
        public int Count { get; } = count;

        public ReadOnlySpan<byte> Bytes { get; } = bytes;
    }
}

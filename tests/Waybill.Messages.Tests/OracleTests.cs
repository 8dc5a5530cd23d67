using CsCheck;
using Google.Protobuf;
using Waybill.Messages.Tests.Shapes;
using Waybill.Messages.Tests.Support;

namespace Waybill.Messages.Tests;

/// <summary>Google's reader and writer, used by hand, against ours, in both directions.</summary>
public sealed class OracleTests
{
    private const int Iterations = 2_000;

    [Fact]
    public void Google_writes_every_scalar_as_we_do() =>
        Gen.Int.Sample(
            seed =>
            {
                var message = new RandomMessages(seed).Create<Scalars>();
                Assert.Equal(Convert.ToHexString(Write(message)), Convert.ToHexString(Codec.Encode(message)));
            },
            iter: Iterations,
            threads: 1
        );

    [Fact]
    public void We_read_what_Google_writes() =>
        Gen.Int.Sample(
            seed =>
            {
                var message = new RandomMessages(seed).Create<Scalars>();
                Assert.Null(Deep.Difference(message, Codec.Decode<Scalars>(Write(message))));
            },
            iter: Iterations,
            threads: 1
        );

    [Fact]
    public void Google_reads_packed_runs_nested_messages_and_maps_that_we_write() =>
        Gen.Int.Sample(
            seed =>
            {
                var message = new RandomMessages(seed).Create<Collections>();
                var input = new CodedInputStream(Codec.Encode(message));
                List<int> ints = [];
                List<long> longs = [];
                List<double> doubles = [];
                List<(string Street, string City, string? Note)> addresses = [];
                Dictionary<string, int> counts = [];
                for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
                {
                    switch (WireFormat.GetTagFieldNumber(tag))
                    {
                        case 1:
                            ReadRun(input, run => ints.Add(run.ReadInt32()));
                            break;
                        case 2:
                            ReadRun(input, run => longs.Add(run.ReadInt64()));
                            break;
                        case 5:
                            ReadRun(input, run => doubles.Add(run.ReadDouble()));
                            break;
                        case 10:
                            addresses.Add(ReadAddress(input.ReadBytes()));
                            break;
                        case 15:
                            ReadEntry(input.ReadBytes(), counts);
                            break;
                        default:
                            input.SkipLastField();
                            break;
                    }
                }

                Assert.Equal(message.Ints, ints);
                Assert.Equal(message.Longs, longs);
                Assert.Null(Deep.Difference(message.Doubles, doubles));
                Assert.Equal(message.Addresses.Select(a => (a.Street, a.City, a.Note)), addresses);
                Assert.Equal(message.Counts, counts);
            },
            iter: Iterations,
            threads: 1
        );

    [Fact]
    public void A_time_is_a_Timestamp_and_a_span_is_a_Duration_to_Google()
    {
        var time = new DateTimeOffset(1969, 7, 20, 22, 17, 40, 123, TimeSpan.FromHours(2));
        var span = new TimeSpan(-1, 2, 3, 4, 567);
        var message = new OptionalScalars
        {
            DateTimeOffset = time,
            TimeSpan = span,
            DateTime = time.UtcDateTime,
        };

        var fields = Fields(Codec.Encode(message));

        Assert.Equal(time, Google.Protobuf.WellKnownTypes.Timestamp.Parser.ParseFrom(fields[17]).ToDateTimeOffset());
        Assert.Equal(time.UtcDateTime, Google.Protobuf.WellKnownTypes.Timestamp.Parser.ParseFrom(fields[18]).ToDateTime());
        Assert.Equal(span, Google.Protobuf.WellKnownTypes.Duration.Parser.ParseFrom(fields[19]).ToTimeSpan());
    }

    [Fact]
    public void A_Timestamp_and_a_Duration_of_Google_are_read()
    {
        var time = new DateTime(1969, 7, 20, 20, 17, 40, 123, DateTimeKind.Utc);
        var span = new TimeSpan(-1, 2, 3, 4, 567);
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        output.WriteTag(17, WireFormat.WireType.LengthDelimited);
        output.WriteMessage(Google.Protobuf.WellKnownTypes.Timestamp.FromDateTime(time));
        output.WriteTag(19, WireFormat.WireType.LengthDelimited);
        output.WriteMessage(Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(span));
        output.Flush();

        var read = Codec.Decode<OptionalScalars>(stream.ToArray());

        Assert.Equal(time, read.DateTimeOffset!.Value.UtcDateTime);
        Assert.Equal(span, read.TimeSpan);
    }

    /// <summary>The table of surface mappings once more, in Google's words. Fields 15 and 17 to 19 are messages, 16 is 16 bytes.</summary>
    private static byte[] Write(Scalars m)
    {
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        Field(1, m.Bool, WireFormat.WireType.Varint, output.WriteBool);
        Field(2, m.Byte, WireFormat.WireType.Varint, value => output.WriteUInt32(value));
        Field(3, m.SByte, WireFormat.WireType.Varint, value => output.WriteSInt32(value));
        Field(4, m.Int16, WireFormat.WireType.Varint, value => output.WriteSInt32(value));
        Field(5, m.UInt16, WireFormat.WireType.Varint, value => output.WriteUInt32(value));
        Field(6, m.Char, WireFormat.WireType.Varint, value => output.WriteUInt32(value));
        Field(7, m.Int32, WireFormat.WireType.Varint, output.WriteInt32);
        Field(8, m.UInt32, WireFormat.WireType.Varint, output.WriteUInt32);
        Field(9, m.Int64, WireFormat.WireType.Varint, output.WriteInt64);
        Field(10, m.UInt64, WireFormat.WireType.Varint, output.WriteUInt64);
        Field(11, BitConverter.SingleToUInt32Bits(m.Single), WireFormat.WireType.Fixed32, output.WriteFixed32);
        Field(12, BitConverter.DoubleToUInt64Bits(m.Double), WireFormat.WireType.Fixed64, output.WriteFixed64);
        Field(13, m.Text, WireFormat.WireType.LengthDelimited, output.WriteString, m.Text.Length == 0);
        Field(
            14,
            m.Bytes,
            WireFormat.WireType.LengthDelimited,
            value => output.WriteBytes(ByteString.CopyFrom(value)),
            m.Bytes.Length == 0
        );
        var bits = decimal.GetBits(m.Decimal);
        Field(
            15,
            Message(
                (1, (uint)bits[0] | ((ulong)(uint)bits[1] << 32)),
                (2, (uint)bits[2]),
                (3, ((uint)bits[3] >> 15) & 0xFE | ((uint)bits[3] >> 31))
            ),
            WireFormat.WireType.LengthDelimited,
            output.WriteBytes,
            bits.All(word => word == 0)
        );
        Field(
            16,
            ByteString.CopyFrom(m.Guid.ToByteArray(bigEndian: true)),
            WireFormat.WireType.LengthDelimited,
            output.WriteBytes,
            m.Guid == Guid.Empty
        );
        var offset = (int)m.DateTimeOffset.Offset.TotalMinutes;
        Field(
            17,
            Time(m.DateTimeOffset.UtcTicks, 3, (uint)((offset << 1) ^ (offset >> 31))),
            WireFormat.WireType.LengthDelimited,
            output.WriteBytes,
            m.DateTimeOffset.EqualsExact(default)
        );
        Field(
            18,
            Time(m.DateTime.Ticks, 4, (uint)m.DateTime.Kind),
            WireFormat.WireType.LengthDelimited,
            output.WriteBytes,
            m.DateTime.Ticks == 0 && m.DateTime.Kind == DateTimeKind.Unspecified
        );
        Field(
            19,
            Message(
                (1, (ulong)(m.TimeSpan.Ticks / TimeSpan.TicksPerSecond)),
                (2, (ulong)(m.TimeSpan.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick))
            ),
            WireFormat.WireType.LengthDelimited,
            output.WriteBytes,
            m.TimeSpan == TimeSpan.Zero
        );
        Field(20, m.DateOnly.DayNumber, WireFormat.WireType.Varint, output.WriteSInt32);
        Field(21, (ulong)m.TimeOnly.Ticks, WireFormat.WireType.Varint, output.WriteUInt64);
        Field(22, (int)m.Color, WireFormat.WireType.Varint, output.WriteEnum);
        Field(23, (int)m.Tiny, WireFormat.WireType.Varint, output.WriteEnum);
        Field(24, (ulong)m.Huge, WireFormat.WireType.Varint, output.WriteUInt64);
        output.Flush();
        return stream.ToArray();

        void Field<T>(int number, T value, WireFormat.WireType type, Action<T> write, bool? isDefault = null)
        {
            if (!(isDefault ?? EqualityComparer<T>.Default.Equals(value, default)))
            {
                output.WriteTag(number, type);
                write(value);
            }
        }
    }

    private static ByteString Time(long ticks, int extraField, ulong extra)
    {
        var sinceEpoch = ticks - DateTime.UnixEpoch.Ticks;
        var seconds = (long)Math.Floor((decimal)sinceEpoch / TimeSpan.TicksPerSecond);
        return Message((1, (ulong)seconds), (2, (ulong)((sinceEpoch - seconds * TimeSpan.TicksPerSecond) * 100)), (extraField, extra));
    }

    private static ByteString Message(params ReadOnlySpan<(int Number, ulong Value)> varints)
    {
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        foreach (var (number, value) in varints)
        {
            if (value != 0)
            {
                output.WriteTag(number, WireFormat.WireType.Varint);
                output.WriteUInt64(value);
            }
        }

        output.Flush();
        return ByteString.CopyFrom(stream.ToArray());
    }

    private static Dictionary<int, ByteString> Fields(byte[] bytes)
    {
        var input = new CodedInputStream(bytes);
        Dictionary<int, ByteString> fields = [];
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            fields.Add(WireFormat.GetTagFieldNumber(tag), input.ReadBytes());
        }

        return fields;
    }

    private static void ReadRun(CodedInputStream input, Action<CodedInputStream> read)
    {
        var run = input.ReadBytes().CreateCodedInput();
        while (!run.IsAtEnd)
        {
            read(run);
        }
    }

    private static (string, string, string?) ReadAddress(ByteString bytes)
    {
        var input = bytes.CreateCodedInput();
        string street = "",
            city = "";
        string? note = null;
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            var text = input.ReadString();
            (street, city, note) = WireFormat.GetTagFieldNumber(tag) switch
            {
                1 => (text, city, note),
                2 => (street, text, note),
                _ => (street, city, text),
            };
        }

        return (street, city, note);
    }

    private static void ReadEntry(ByteString bytes, Dictionary<string, int> map)
    {
        var input = bytes.CreateCodedInput();
        var key = "";
        var value = 0;
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (WireFormat.GetTagFieldNumber(tag) == 1)
            {
                key = input.ReadString();
            }
            else
            {
                value = input.ReadInt32();
            }
        }

        map[key] = value;
    }
}

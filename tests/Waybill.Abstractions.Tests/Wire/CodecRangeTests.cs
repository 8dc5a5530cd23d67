using Waybill.Generated;

namespace Waybill.Abstractions.Tests.Wire;

/// <summary>Bytes that are good Protobuf and no value of the C# type: refused, at their place, never wrapped round.</summary>
public sealed class CodecRangeTests
{
    private const ulong NegativeOne = ulong.MaxValue;

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Refuses<ByteCodec, byte>(256);
        Refuses<UInt16Codec, ushort>(65_536);
        Refuses<CharCodec, char>(65_536);
        Refuses<UInt32Codec, uint>(uint.MaxValue + 1UL);
        Refuses<Int32Codec, int>(int.MaxValue + 1UL);
        Refuses<Int32Codec, int>(uint.MaxValue);
        Refuses<Int32Codec, int>(uint.MaxValue + 1UL);
        Refuses<Int32Codec, int>(unchecked((ulong)(int.MinValue - 1L)));
        Refuses<SByteCodec, sbyte>(256);
        Refuses<Int16Codec, short>(65_536);
        Refuses<Int16Codec, short>(NegativeOne);
        Refuses<DateOnlyCodec, DateOnly>(1);
        Refuses<DateOnlyCodec, DateOnly>(2 * 3_652_059UL);
        Refuses<TimeOnlyCodec, TimeOnly>(864_000_000_000);
        Refuses<EnumCodec<DayOfWeek, int>, DayOfWeek>(uint.MaxValue);
    }

    [Fact]
    public void Numbers_at_the_edge_are_read()
    {
        Assert.Equal(byte.MaxValue, Read<ByteCodec, byte>(Varint(255)));
        Assert.Equal(char.MaxValue, Read<CharCodec, char>(Varint(65_535)));
        Assert.Equal(-1, Read<Int32Codec, int>(Varint(NegativeOne)));
        Assert.Equal(int.MaxValue, Read<Int32Codec, int>(Varint(int.MaxValue)));
        Assert.Equal(int.MinValue, Read<Int32Codec, int>(Varint(unchecked((ulong)int.MinValue))));
        Assert.Equal(sbyte.MinValue, Read<SByteCodec, sbyte>(Varint(255)));
        Assert.Equal(DateOnly.MaxValue, Read<DateOnlyCodec, DateOnly>(Varint(2 * 3_652_058UL)));
        Assert.Equal(TimeOnly.MaxValue, Read<TimeOnlyCodec, TimeOnly>(Varint(863_999_999_999)));
        Assert.Equal((DayOfWeek)(-1), Read<EnumCodec<DayOfWeek, int>, DayOfWeek>(Varint(NegativeOne)));
        Assert.True(Read<BoolCodec, bool>(Varint(NegativeOne)));
    }

    [Fact]
    public void A_decimals_scale_is_at_most_28()
    {
        Assert.Equal(new decimal(1, 0, 0, true, 28), Read<DecimalCodec, decimal>(Message((1, 1), (3, (28 << 1) | 1))));

        Refuses<DecimalCodec, decimal>(Message((1, 1), (3, 29 << 1)));
        Refuses<DecimalCodec, decimal>(Message((2, uint.MaxValue + 1UL)));
    }

    [Fact]
    public void A_Guid_has_16_bytes()
    {
        Refuses<GuidCodec, Guid>([0]);
        Refuses<GuidCodec, Guid>([15, .. new byte[15]]);
        Refuses<GuidCodec, Guid>([17, .. new byte[17]]);
    }

    [Fact]
    public void Times_beyond_the_type_are_refused()
    {
        const long lastSecond = 253_402_300_799;
        Assert.Equal(DateTime.MaxValue.Ticks, Read<DateTimeCodec, DateTime>(Message((1, lastSecond), (2, 999_999_900))).Ticks);

        Refuses<DateTimeCodec, DateTime>(Message((1, lastSecond + 1)));
        Refuses<DateTimeCodec, DateTime>(Message((1, unchecked((ulong)-62_135_596_801))));
        Refuses<DateTimeCodec, DateTime>(Message((1, long.MaxValue)));
        Refuses<DateTimeCodec, DateTime>(Message((2, 1_000_000_000)));
        Refuses<DateTimeCodec, DateTime>(Message((4, 3)));
        Refuses<DateTimeOffsetCodec, DateTimeOffset>(Message((3, 2 * 841)));
        Refuses<DateTimeOffsetCodec, DateTimeOffset>(Message((1, lastSecond), (3, 2 * 1)));
    }

    [Fact]
    public void Spans_beyond_the_type_are_refused_and_its_ends_are_not()
    {
        foreach (var edge in new[] { TimeSpan.MinValue, TimeSpan.MaxValue })
        {
            Assert.Equal(edge, Read<TimeSpanCodec, TimeSpan>(Write<TimeSpanCodec, TimeSpan>(edge)));
        }

        Refuses<TimeSpanCodec, TimeSpan>(Message((1, long.MaxValue)));
        Refuses<TimeSpanCodec, TimeSpan>(Message((1, unchecked((ulong)long.MinValue))));
        Refuses<TimeSpanCodec, TimeSpan>(Message((2, unchecked((ulong)-1_000_000_000L))));
    }

    [Theory]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF5, 0x80, 0x80, 0x80 })]
    [InlineData(new byte[] { 0x61, 0xE2, 0x82 })]
    public void Text_that_is_not_UTF_8_is_refused(byte[] bytes) => Refuses<StringCodec, string>([(byte)bytes.Length, .. bytes]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(42)]
    [InlineData(43)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(5_461)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    public void Text_of_every_length_and_width_keeps_its_length_right(int length)
    {
        foreach (var letter in new[] { 'a', 'ü', '東' })
        {
            var text = new string(letter, length);

            Assert.Equal(text, Read<StringCodec, string>(Write<StringCodec, string>(text)));
        }
    }

    private static void Refuses<TCodec, T>(ulong varint)
        where TCodec : IWireCodec<T> => Refuses<TCodec, T>(Varint(varint));

    private static void Refuses<TCodec, T>(byte[] bytes)
        where TCodec : IWireCodec<T>
    {
        var exception = Assert.Throws<MessageFormatException>(() => Read<TCodec, T>(bytes));
        Assert.InRange(exception.ByteOffset, 0, bytes.Length);
    }

    private static T Read<TCodec, T>(byte[] bytes)
        where TCodec : IWireCodec<T>
    {
        var reader = new ProtoReader(bytes);
        var value = reader.Read<TCodec, T>();
        Assert.Equal(bytes.Length, reader.Position);
        return value;
    }

    private static byte[] Write<TCodec, T>(T value)
        where TCodec : IWireCodec<T>
    {
        var buffer = new byte[TCodec.GetSizeBound(value, 0)];
        var writer = new ProtoWriter(buffer);
        TCodec.Write(ref writer, value);
        return buffer[..writer.Position];
    }

    private static byte[] Varint(ulong value)
    {
        var buffer = new byte[10];
        var writer = new ProtoWriter(buffer);
        writer.WriteVarint(value);
        return buffer[..writer.Position];
    }

    private static byte[] Message(params (int Number, ulong Value)[] fields)
    {
        byte[] body = [.. fields.SelectMany(field => (byte[])[(byte)(field.Number << 3), .. Varint(field.Value)])];
        return [(byte)body.Length, .. body];
    }
}

using Waybill.Generated;

namespace Waybill.Abstractions.Tests.Wire;

/// <summary>Packed runs, which are read many values at once: as if one by one.</summary>
public sealed class PackedRunTests
{
    private const uint Tag = (1 << 3) | 2;
    private const int Seed = 20_260_102;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(39)]
    [InlineData(40)]
    [InlineData(41)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public void Runs_of_every_width_and_length_are_read(int count)
    {
        for (var bits = 1; bits <= 64; bits++)
        {
            var value = ulong.MaxValue >> (64 - bits);
            RoundTrip<UInt64Codec, ulong>([.. Enumerable.Repeat(value, count)]);
            RoundTrip<Int64Codec, long>([.. Enumerable.Repeat((long)value, count)]);
            RoundTrip<UInt32Codec, uint>([.. Enumerable.Repeat((uint)value, count)]);
            RoundTrip<Int32Codec, int>([.. Enumerable.Repeat((int)value, count)]);
        }

        RoundTrip<DoubleCodec, double>([.. Enumerable.Range(0, count).Select(static i => i * -0.5)]);
        RoundTrip<SingleCodec, float>([.. Enumerable.Range(0, count).Select(static i => i * -0.5f)]);
        RoundTrip<BoolCodec, bool>([.. Enumerable.Range(0, count).Select(static i => i % 3 == 0)]);
        RoundTrip<Int16Codec, short>([.. Enumerable.Range(0, count).Select(static i => (short)(i * -300))]);
    }

    [Fact]
    public void Runs_of_mixed_widths_are_read()
    {
        var random = new Random(Seed);
        for (var run = 0; run < 500; run++)
        {
            var values = new long[random.Next(120)];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = random.NextInt64() >> random.Next(64) ^ -(random.Next(8) == 0 ? 1 : 0);
            }

            RoundTrip<Int64Codec, long>(values);
            RoundTrip<Int32Codec, int>([.. values.Select(static value => (int)value)]);
        }
    }

    [Fact]
    public void Varints_that_are_longer_than_they_need_be_are_read()
    {
        for (var width = 1; width <= 10; width++)
        {
            byte[] one = [.. Enumerable.Repeat<byte>(0x80, width - 1), 0];
            Assert.Equal(new int[50], Read<Int32Codec, int>([.. Enumerable.Repeat(one, 50).SelectMany(static bytes => bytes)]));
        }
    }

    [Fact]
    public void A_value_that_is_wrong_is_refused_where_it_stands()
    {
        byte[][] wrong =
        [
            // No int, by one on either side.
            [0x80, 0x80, 0x80, 0x80, 0x10],
            [0xFF, 0xFF, 0xFF, 0xFF, 0xF7, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
            // More than 64 bits.
            [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02],
            [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
            [.. Enumerable.Repeat<byte>(0x80, 70), 0x00],
        ];
        foreach (var value in wrong)
        {
            for (var before = 0; before < 80; before++)
            {
                byte[] run = [.. Enumerable.Repeat<byte>(1, before), .. value, .. Enumerable.Repeat<byte>(1, 60)];
                var exception = Assert.Throws<MessageFormatException>(() => Read<Int32Codec, int>(run));
                Assert.Equal(Message(run).Length - run.Length + before, exception.ByteOffset);
            }
        }
    }

    [Fact]
    public void A_run_that_ends_within_a_value_is_refused_where_the_value_begins()
    {
        for (var before = 0; before < 80; before++)
        {
            byte[] run = [.. Enumerable.Repeat<byte>(1, before), 0x80];
            var varint = Assert.Throws<MessageFormatException>(() => Read<Int32Codec, int>(run));
            Assert.Equal(Message(run).Length - 1, varint.ByteOffset);
        }

        for (var more = 1; more < sizeof(double); more++)
        {
            var run = new byte[24 + more];
            var copied = Assert.Throws<MessageFormatException>(() => Read<DoubleCodec, double>(run));
            Assert.Equal(Message(run).Length - more, copied.ByteOffset);
        }
    }

    [Fact]
    public void A_run_after_another_adds_to_it()
    {
        byte[] bytes = [.. Message([1, 2]), .. Message([.. Enumerable.Repeat<byte>(3, 50)])];
        Assert.Equal([1, 2, .. Enumerable.Repeat(3, 50)], ReadAll<Int32Codec, int>(bytes));
    }

    [Fact]
    public void Many_small_runs_are_not_copied_with_each()
    {
        const int Runs = 20_000;
        var bytes = Enumerable.Repeat(Message([7]), Runs).SelectMany(run => run).ToArray();
        ReadAll<Int32Codec, int>(bytes);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var values = ReadAll<Int32Codec, int>(bytes);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Runs, values.Length);
        Assert.InRange(allocated, Runs * sizeof(int), 10 * Runs * sizeof(int));
    }

    private static void RoundTrip<TCodec, T>(T[] values)
        where TCodec : IWireCodec<T>
    {
        var buffer = new byte[ProtoSize.OfRepeated<TCodec, T>(values, 0)];
        var writer = new ProtoWriter(buffer);
        writer.WriteRepeated<TCodec, T>(Tag, values);
        Assert.Equal(values, ReadAll<TCodec, T>(buffer[..writer.Position]));
    }

    private static T[] Read<TCodec, T>(byte[] run)
        where TCodec : IWireCodec<T> => ReadAll<TCodec, T>(Message(run));

    private static T[] ReadAll<TCodec, T>(byte[] bytes)
        where TCodec : IWireCodec<T>
    {
        var reader = new ProtoReader(bytes);
        RepeatedBuilder<T> items = default;
        while (reader.TryReadTag(out _))
        {
            reader.ReadRepeated<TCodec, T>(ref items);
        }

        Assert.Equal(bytes.Length, reader.Position);
        return items.ToArray();
    }

    private static byte[] Message(byte[] run)
    {
        var buffer = new byte[10 + run.Length];
        var writer = new ProtoWriter(buffer);
        writer.WriteTag(Tag);
        writer.WriteBytes(run);
        return buffer[..writer.Position];
    }
}

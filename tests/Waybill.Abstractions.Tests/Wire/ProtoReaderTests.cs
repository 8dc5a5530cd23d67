using Waybill.Generated;

namespace Waybill.Abstractions.Tests.Wire;

public sealed class ProtoReaderTests
{
    [Theory]
    [InlineData(new byte[] { 0x00 }, 0UL)]
    [InlineData(new byte[] { 0x7F }, 127UL)]
    [InlineData(new byte[] { 0x80, 0x01 }, 128UL)]
    [InlineData(new byte[] { 0x80, 0x00 }, 0UL)]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 }, ulong.MaxValue)]
    public void Varints_are_read(byte[] bytes, ulong value) => Assert.Equal(value, new ProtoReader(bytes).ReadVarint());

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02 })]
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00 })]
    public void Varints_that_end_early_or_pass_64_bits_are_refused(byte[] bytes) =>
        Assert.Throws<MessageFormatException>(() => new ProtoReader(bytes).ReadVarint());

    [Theory]
    [InlineData(new byte[] { 0x00 })]
    [InlineData(new byte[] { 0x07 })]
    [InlineData(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x10 })]
    public void Tags_that_name_no_field_are_refused(byte[] bytes) =>
        Assert.Throws<MessageFormatException>(() => new ProtoReader(bytes).TryReadTag(out _));

    [Theory]
    [InlineData(new byte[] { 0x0C })]
    [InlineData(new byte[] { 0x0E, 0x00 })]
    [InlineData(new byte[] { 0x0F, 0x00 })]
    [InlineData(new byte[] { 0x0B })]
    [InlineData(new byte[] { 0x0B, 0x14 })]
    [InlineData(new byte[] { 0x09, 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData(new byte[] { 0x0D, 1, 2, 3 })]
    [InlineData(new byte[] { 0x0A, 2, 1 })]
    public void Unknown_fields_that_are_not_whole_are_refused(byte[] bytes) =>
        Assert.Throws<MessageFormatException>(() =>
        {
            var reader = new ProtoReader(bytes);
            Assert.True(reader.TryReadTag(out var tag));
            reader.SkipUnknown<WithoutFields>(tag);
        });

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0x07 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0x0F })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    public void A_length_beyond_the_end_is_refused_before_anything_is_allocated_for_it(byte[] length)
    {
        // Warm: what the first exception of a process costs is not the length's.
        Read(length);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);

        static void Read(byte[] length)
        {
            Assert.Throws<MessageFormatException>(() => new ProtoReader(length).ReadText());
            Assert.Throws<MessageFormatException>(() => new ProtoReader(length).ReadBytes().ToArray());
            Assert.Throws<MessageFormatException>(() =>
            {
                var reader = new ProtoReader([0x0A, .. length]);
                reader.TryReadTag(out _);
                RepeatedBuilder<long> items = default;
                reader.ReadRepeated<Int64Codec, long>(ref items);
            });
        }
    }

    [Fact]
    public void A_tag_is_taken_only_when_it_comes_next()
    {
        var reader = new ProtoReader([0x08, 1, 0x90, 0x01, 2]);

        Assert.False(reader.TryTag(0x10));
        Assert.True(reader.TryTag(0x08));
        Assert.Equal(1UL, reader.ReadVarint());
        Assert.True(reader.TryTag(0x90));
        Assert.Equal(2UL, reader.ReadVarint());
        Assert.False(reader.TryTag(0x08));
        Assert.False(reader.TryReadTag(out _));
    }
}

using CsCheck;
using Google.Protobuf;
using Waybill.Messages.Tests.Shapes;
using Waybill.Messages.Tests.Support;

namespace Waybill.Messages.Tests;

/// <summary>Half, Uri, Version and memory: against Google's writer, at their edges, and what is refused.</summary>
public sealed class MoreScalarTests
{
    private const int HalfField = 1;
    private const int UriField = 2;
    private const int VersionField = 3;

    [Fact]
    public void Google_writes_the_same_bytes_and_we_read_them() =>
        Gen.Int.Sample(
            seed =>
            {
                var message = new RandomMessages(seed).Create<MoreOptionalScalars>();
                var bytes = Write(message);
                Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(Codec.Encode(message)));
                Assert.Null(Deep.Difference(message, Codec.Decode<MoreOptionalScalars>(bytes)));
            },
            iter: 2_000,
            threads: 1
        );

    [Fact]
    public void Every_half_comes_back_bit_by_bit()
    {
        for (var bits = 0; bits <= ushort.MaxValue; bits++)
        {
            var read = Codec.RoundTrip(new MoreOptionalScalars { Half = BitConverter.UInt16BitsToHalf((ushort)bits) });

            Assert.Equal(bits, BitConverter.HalfToUInt16Bits(read.Half!.Value));
        }
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(65_536f)]
    [InlineData(float.Epsilon)]
    [InlineData(1.0009f)]
    public void A_float_that_is_no_half_is_refused(float value)
    {
        var exception = Refused(
            Bytes(output =>
            {
                output.WriteTag(HalfField, WireFormat.WireType.Fixed32);
                output.WriteFloat(value);
            })
        );

        Assert.Equal((1, "MoreOptionalScalars.Half"), (exception.ByteOffset, exception.FieldPath));
    }

    [Fact]
    public void A_NaN_that_carries_more_than_a_half_can_is_refused() =>
        Refused(
            Bytes(output =>
            {
                output.WriteTag(HalfField, WireFormat.WireType.Fixed32);
                output.WriteFixed32(0x7FC0_0001);
            })
        );

    [Theory]
    [InlineData("https://example.com/a%20b?c=d#e")]
    [InlineData("HTTP://Example.COM:80/a/../b")]
    [InlineData("urn:isbn:0451450523")]
    [InlineData("/orders/1")]
    [InlineData("//host/path")]
    [InlineData("orders/1:2?x=y")]
    [InlineData("?q=1:2")]
    [InlineData("#part")]
    [InlineData("\u00fc \u6771")]
    [InlineData("./c:/x")]
    [InlineData("")]
    public void A_Uri_comes_back_as_it_was_written(string text)
    {
        var uri = new Uri(text, UriKind.RelativeOrAbsolute);

        var read = Codec.RoundTrip(new MoreOptionalScalars { Uri = uri }).Uri!;

        Assert.Equal((text, uri.IsAbsoluteUri), (read.OriginalString, read.IsAbsoluteUri));
        Assert.Equal(uri, read);
    }

    [Theory]
    [InlineData("/orders/1", UriKind.Absolute, "AbsoluteUri")]
    [InlineData("//host/path", UriKind.Absolute, "AbsoluteUri")]
    [InlineData("c:/x", UriKind.Relative, "RelativeOrAbsolute")]
    [InlineData("c|/x", UriKind.Relative, "RelativeOrAbsolute")]
    [InlineData("\\\\server\\share", UriKind.Relative, "RelativeOrAbsolute")]
    public void A_Uri_that_would_come_back_as_another_is_refused_by_the_writer(string text, UriKind kind, string instead)
    {
        // A path is absolute only where the operating system has such paths.
        if (!Uri.TryCreate(text, kind, out var uri))
        {
            return;
        }

        var exception = Assert.Throws<ArgumentException>(() => Codec.Encode(new MoreOptionalScalars { Uri = uri }));

        Assert.Contains(instead, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(text, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\\\\server\\share")]
    [InlineData("c:/x")]
    public void What_is_absolute_without_a_scheme_comes_back_where_its_text_says_so(string text) =>
        Assert.Equal(new Uri(text), Codec.RoundTrip(new MoreOptionalScalars { Uri = new Uri(text) }).Uri);

    [Theory]
    [InlineData("http://")]
    [InlineData("http://[")]
    [InlineData("a:b")]
    public void Text_that_is_no_Uri_is_refused(string text) => Refused(Text(UriField, text));

    [Theory]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.-2")]
    [InlineData("1.2147483648")]
    [InlineData("1.2-beta")]
    [InlineData("")]
    public void Text_that_is_no_version_is_refused(string text) => Refused(Text(VersionField, text));

    [Fact]
    public void A_version_keeps_how_many_numbers_it_has()
    {
        foreach (var text in new[] { "0.0", "0.0.0", "0.0.0.0", "1.2", "2147483647.2147483647.2147483647.2147483647" })
        {
            Assert.Equal(text, Codec.RoundTrip(new MoreOptionalScalars { Version = new Version(text) }).Version!.ToString());
        }
    }

    [Fact]
    public void Absent_and_null_are_the_empty_relative_Uri_and_0_0()
    {
        Assert.Empty(Codec.Encode(Defaults(new Uri("", UriKind.Relative), new Version())));
        Assert.Empty(Codec.Encode(Defaults(null!, null!)));

        var read = Codec.Decode<MoreScalars>([]);

        Assert.Equal(("", "0.0", default), (read.Uri.OriginalString, read.Version.ToString(), read.Half));
        Assert.True(read.Bytes.IsEmpty && read.Ints.IsEmpty);
    }

    [Fact]
    public void Memory_of_bytes_has_presence_where_it_is_nullable_and_other_memory_is_a_collection()
    {
        Assert.Equal([4 << 3 | 2, 0], Codec.Encode(new MoreOptionalScalars { Bytes = Memory<byte>.Empty }));
        Assert.Empty(Codec.Encode(new MoreOptionalScalars { Longs = Memory<long>.Empty }));
        Assert.Null(Codec.Decode<MoreOptionalScalars>([]).Longs);
        Assert.Null(Codec.Decode<MoreOptionalScalars>([]).Bytes);
    }

    [Fact]
    public void Memory_is_a_copy_and_not_the_readers_bytes()
    {
        var bytes = Codec.Encode(new MoreOptionalScalars { ReadOnlyBytes = new byte[] { 1, 2 } });
        var read = Codec.Decode<MoreOptionalScalars>(bytes);

        bytes.AsSpan().Clear();

        Assert.Equal([1, 2], read.ReadOnlyBytes!.Value.ToArray());
    }

    [Fact]
    public void A_length_of_memory_that_is_not_there_is_refused_before_anything_is_allocated()
    {
        byte[] bytes = [4 << 3 | 2, 0xFF, 0xFF, 0xFF, 0xFF, 0x07];
        Refused(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused(bytes);
        Refused([6 << 3 | 2, 0xFF, 0xFF, 0xFF, 0xFF, 0x07]);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    private static MoreScalars Defaults(Uri uri, Version version) =>
        new(default, uri, version, default, default, default, default, default, default, [], [], [], [], []);

    private static MessageFormatException Refused(byte[] bytes) =>
        Assert.Throws<MessageFormatException>(() => Codec.Decode<MoreOptionalScalars>(bytes));

    private static byte[] Text(int field, string text) =>
        Bytes(output =>
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteString(text);
        });

    private static byte[] Write(MoreOptionalScalars m) =>
        Bytes(output =>
        {
            if (m.Half is { } half)
            {
                // Google's float has the bits that .NET's conversion gives, but for a NaN, which .NET makes quiet.
                output.WriteTag(HalfField, WireFormat.WireType.Fixed32);
                var bits = BitConverter.HalfToUInt16Bits(half);
                output.WriteFixed32(
                    Half.IsNaN(half)
                        ? ((bits & 0x8000u) << 16) | 0x7F80_0000 | ((bits & 0x3FFu) << 13)
                        : BitConverter.SingleToUInt32Bits((float)half)
                );
            }

            Delimited(output, UriField, m.Uri?.OriginalString is { } uri ? ByteString.CopyFromUtf8(uri) : null);
            Delimited(output, VersionField, m.Version is null ? null : ByteString.CopyFromUtf8(m.Version.ToString()));
            Delimited(output, 4, m.Bytes is { } bytes ? ByteString.CopyFrom(bytes.Span) : null);
            Delimited(output, 5, m.ReadOnlyBytes is { } others ? ByteString.CopyFrom(others.Span) : null);
            Delimited(output, 6, Run<long>(m.Longs.GetValueOrDefault(), (run, value) => run.WriteInt64(value)));
            Delimited(output, 7, Run<char>(m.Chars.GetValueOrDefault(), (run, value) => run.WriteUInt32(value)));
        });

    private static void Delimited(CodedOutputStream output, int field, ByteString? bytes)
    {
        if (bytes is not null)
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(bytes);
        }
    }

    private static ByteString? Run<T>(ReadOnlyMemory<T> items, Action<CodedOutputStream, T> write) =>
        items.IsEmpty
            ? null
            : ByteString.CopyFrom(
                Bytes(output =>
                {
                    foreach (var item in items.ToArray())
                    {
                        write(output, item);
                    }
                })
            );

    private static byte[] Bytes(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        write(output);
        output.Flush();
        return stream.ToArray();
    }
}

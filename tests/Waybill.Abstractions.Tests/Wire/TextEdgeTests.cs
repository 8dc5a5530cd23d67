using System.Text;
using Waybill.Generated;

namespace Waybill.Abstractions.Tests.Wire;

/// <summary>Texts of every length at which another way to write or read them begins.</summary>
public sealed class TextEdgeTests
{
    public static TheoryData<int> Lengths =>
        [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 23, 24, 25, 31, 32, 33, 126, 127, 128, 129, 255, 256, 257, 258, 600];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void ASCII_is_written_and_read(int length) => RoundTrip(Text(length));

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_character_that_is_not_ASCII_is_seen_wherever_it_stands(int length)
    {
        foreach (var other in (string[])["\u0080", "\u00E9", "\u0100", "\u07FF", "\u0800", "\u6771", "\uFFFF", "\U0001F4E6"])
        {
            for (var at = 0; at < length; at++)
            {
                RoundTrip(Text(length).Remove(at, 1).Insert(at, other));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Half_a_pair_is_refused_wherever_it_stands(int length)
    {
        for (var at = 0; at < length; at++)
        {
            var text = Text(length).Remove(at, 1).Insert(at, "\uDC00");
            var exception = Assert.Throws<ArgumentException>(() => Write(text, new byte[StringCodec.GetSizeBound(text, 0)]));
            Assert.Contains($"index {at}:", exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_byte_that_is_no_text_is_refused_wherever_it_stands(int length)
    {
        var bytes = Encode(Text(length));
        for (var at = bytes.Length - length; at < bytes.Length; at++)
        {
            var wrong = (byte[])bytes.Clone();
            wrong[at] = 0xFF;
            Assert.Equal(0, Assert.Throws<MessageFormatException>(() => new ProtoReader(wrong).ReadText()).ByteOffset);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void What_does_not_fit_is_an_exception_and_not_written_past_the_end(int length)
    {
        foreach (var text in (string[])[Text(length), new string('\u00E9', length)])
        {
            var size = Encode(text).Length;
            var buffer = new byte[size + 16];
            if (size > 1)
            {
                Assert.ThrowsAny<Exception>(() => Write(text, buffer.AsSpan(0, size - 1)));
            }

            Assert.All(buffer[Math.Max(0, size - 1)..], static next => Assert.Equal(0, next));
        }
    }

    private static string Text(int length) =>
        string.Create(
            length,
            0,
            static (text, _) =>
            {
                for (var i = 0; i < text.Length; i++)
                {
                    text[i] = (char)(' ' + (i % 95));
                }
            }
        );

    private static void RoundTrip(string text)
    {
        var expected = Encode(text);
        var buffer = new byte[StringCodec.GetSizeBound(text, 0)];

        Assert.Equal(expected, buffer[..Write(text, buffer)]);
        var reader = new ProtoReader(expected);
        Assert.Equal(text, reader.ReadText());
        Assert.Equal(expected.Length, reader.Position);

        // Once more with bytes behind it that are none of the text's.
        Assert.Equal(text, new ProtoReader([.. expected, 0xFF, 0x80, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]).ReadText());
    }

    private static byte[] Encode(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var length = new byte[10];
        var writer = new ProtoWriter(length);
        writer.WriteVarint((uint)utf8.Length);
        return [.. length[..writer.Position], .. utf8];
    }

    private static int Write(string text, Span<byte> destination)
    {
        var writer = new ProtoWriter(destination);
        writer.WriteText(text);
        return writer.Position;
    }
}

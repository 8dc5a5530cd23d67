using System.Text;
using Waybill.Messages.Tests.Shapes;

namespace Waybill.Messages.Tests;

/// <summary>No error tells a value that is sensitive, whatever is wrong with the bytes. The secrets are recognizable, and looked for in everything that a log may print.</summary>
public sealed class SensitiveTests
{
    private const string Secret = "s3cret";

    /// <summary>Too great for a byte, for a weekday and for a char.</summary>
    private const int Number = 987_654_321;

    public static TheoryData<string> Flaws => ["Card", "Small", "Day", "Letter", "ByName"];

    [Theory]
    [MemberData(nameof(Flaws))]
    public void Protobuf_tells_the_field_and_no_value(string member)
    {
        var flawed = Flawed(member);

        AssertSilent($"Secrets.{member}", Assert.Throws<MessageFormatException>(() => Codec.Decode<Secrets>(flawed)));
        AssertSilent(
            $"HasSecrets.All[0].{member}",
            Assert.Throws<MessageFormatException>(() => Codec.Decode<HasSecrets>([2 << 3 | 2, (byte)flawed.Length, .. flawed]))
        );
    }

    [Fact]
    public void Bytes_that_end_early_tell_nothing()
    {
        var whole = Codec.Encode(new Secrets("a", new Talkative(Secret[..4], 1), 7, new() { [Secret] = 5 }, Weekday.Friday, 'x'));
        for (var length = 1; length < whole.Length; length++)
        {
            try
            {
                Codec.Decode<Secrets>(whole.AsSpan(0, length));
            }
            catch (MessageFormatException exception)
            {
                Assert.DoesNotContain(Secret[..4], exception.ToString(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void What_a_constructor_says_with_our_own_exception_is_not_told()
    {
        var flawed = Refused();

        AssertSilent("Teller", Assert.Throws<MessageFormatException>(() => Codec.Decode<Teller>(flawed)));
        AssertSilent(
            "HasTeller.Inner",
            Assert.Throws<MessageFormatException>(() => Codec.Decode<HasTeller>([1 << 3 | 2, (byte)flawed.Length, .. flawed]))
        );
    }

    [Fact]
    public void Without_the_mark_our_own_exception_is_kept()
    {
        byte[] flawed = [1 << 3 | 2, (byte)Refused().Length, .. Refused()];

        var exception = Assert.Throws<MessageFormatException>(() => Codec.Decode<NoTeller>(flawed));

        Assert.Equal(($"NoTeller.Inner.{Secret}", 987_654_321), (exception.FieldPath, exception.ByteOffset));
        Assert.StartsWith($"No {Secret} (at byte", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_converter_refuses_is_not_told() =>
        AssertSilent("HasIban.Iban", Assert.Throws<MessageFormatException>(() => Codec.Decode<HasIban>(Refused())));

    [Fact]
    public void Without_the_mark_the_refusal_of_a_constructor_is_kept()
    {
        byte[] flawed = [1 << 3 | 2, (byte)Refused().Length, .. Refused()];

        var exception = Assert.Throws<MessageFormatException>(() => Codec.Decode<NoSecrets>(flawed));

        Assert.Contains(Secret, exception.InnerException?.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_routing_key_that_cannot_be_is_refused_without_its_value()
    {
        var exception = Assert.Throws<RoutingKeyException>(() => Codec.Key(new Secrets($"{Secret}.x", null, 0, [], default, 'x')));

        Assert.Equal("Word", exception.Property);
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_tells_none() =>
        Assert.Equal(
            "Secrets { Word = b, Card = ***, Small = ***, ByName = ***, Day = ***, Letter = *** }",
            new Secrets("b", new Talkative(Secret[..4], 1), 7, new() { [Secret] = 5 }, Weekday.Friday, 'x').ToString()
        );

    [Fact]
    public void What_a_message_holds_comes_back_all_the_same()
    {
        var message = new Secrets("a", new Talkative(Secret[..4], 1), 7, new() { [Secret] = 5 }, Weekday.Friday, 'x');

        var read = Codec.RoundTrip(message);

        Assert.Equal(
            (message.Card, message.Small, 5, message.Day, message.Letter),
            (read.Card, read.Small, read.ByName[Secret], read.Day, read.Letter)
        );
    }

    private static void AssertSilent(string path, MessageFormatException exception)
    {
        Assert.Equal(path, exception.FieldPath);
        for (Exception? told = exception; told is not null; told = told.InnerException)
        {
            Assert.DoesNotContain(Secret, told.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain($"{Number}", told.ToString(), StringComparison.Ordinal);
        }
    }

    /// <summary>A card whose constructor refuses it, and says so.</summary>
    private static byte[] Refused() => [1 << 3 | 2, (byte)Secret.Length, .. Encoding.UTF8.GetBytes(Secret)];

    private static byte[] Flawed(string member)
    {
        var buffer = new byte[32];
        var writer = new ProtoWriter(buffer);
        writer.WriteVarint(Number);
        byte[] number = [.. buffer.AsSpan(0, writer.Position)];
        return member switch
        {
            "Card" => [2 << 3 | 2, (byte)Refused().Length, .. Refused()],
            "Small" => [3 << 3, .. number],
            // The entry's value is a length that passes its end.
            "ByName" => [4 << 3 | 2, 10, 1 << 3 | 2, (byte)Secret.Length, .. Encoding.UTF8.GetBytes(Secret), 2 << 3 | 2, 99],
            "Day" => [5 << 3, .. number],
            _ => [6 << 3, .. number],
        };
    }
}

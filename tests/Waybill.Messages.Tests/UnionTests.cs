using Waybill.Messages.Tests.Shapes;

namespace Waybill.Messages.Tests;

/// <summary>A union is a message with one field of several, whose number says which case it is; bytes by hand.</summary>
public sealed class UnionTests
{
    private static readonly byte[] s_card = [1 << 3 | 2, 7, 1 << 3 | 2, 1, (byte)'r', 2 << 3 | 2, 2, (byte)'4', (byte)'2'];

    [Fact]
    public void A_case_is_a_field_and_its_members_with_inherited_ones_first_are_a_message_in_it()
    {
        Payment card = new Payment.Card("42", null) { Region = "r" };
        Assert.Equal(s_card, Codec.Encode(card));

        // [Field] says 9; 2 is reserved, so that the next case in declaration order has 3.
        Assert.Equal(
            [9 << 3 | 2, 7, 1 << 3 | 2, 1, (byte)'r', 3 << 3 | 2, 2, 5, 6],
            Codec.Encode<Payment>(new Payment.Cash(0) { Region = "r", Coins = [5, 6] })[..9]
        );
        Assert.Equal(
            [3 << 3 | 2, 8, 1 << 3 | 2, 1, (byte)'r', 2 << 3 | 2, 1, (byte)'b', 3 << 3, 7],
            Codec.Encode<Payment>(new Payment.Cheque("b", 7) { Region = "r" })
        );
        Assert.Equal([4 << 3 | 2, 0], Codec.Encode(Payment.None));
    }

    [Fact]
    public void What_is_read_is_the_case_that_was_written()
    {
        Assert.Equal(new Payment.Card("42", null) { Region = "r" }, Codec.Decode<Payment>(s_card));

        var square = Assert.IsType<Square>(Codec.RoundTrip<Figure>(new Square(2) { Colour = 3 }));
        Assert.Equal((2.0, 3), (square.Side, square.Colour));
    }

    [Fact]
    public void The_last_case_on_the_wire_wins() => Assert.IsType<Payment.Card>(Codec.Decode<Payment>([4 << 3 | 2, 0, .. s_card]));

    [Fact]
    public void No_case_is_refused_and_null_where_it_may_be()
    {
        var none = Assert.Throws<MessageFormatException>(() => Codec.Decode<Payment>([]));
        Assert.Equal("Payment", none.FieldPath);
        Assert.Contains("comes with no case set", none.Message, StringComparison.Ordinal);

        byte[] paid = [2 << 3 | 2, (byte)s_card.Length, .. s_card];
        Assert.Null(Codec.Decode<Invoice>(paid).Refund);
        Assert.Equal("Invoice.Paid", Assert.Throws<MessageFormatException>(() => Codec.Decode<Invoice>([])).FieldPath);
        Assert.Equal(
            "Invoice.Refund",
            Assert.Throws<MessageFormatException>(() => Codec.Decode<Invoice>([.. paid, 3 << 3 | 2, 0])).FieldPath
        );
    }

    [Fact]
    public void A_case_of_a_newer_producer_is_refused_by_its_number()
    {
        var exception = Assert.Throws<MessageFormatException>(() => Codec.Decode<Payment>([.. s_card, 77 << 3 & 0x7F | 0x80 | 2, 4, 0]));

        Assert.Contains("comes as case 77, which this version does not know", exception.Message, StringComparison.Ordinal);
        Assert.Equal("Payment", exception.FieldPath);
    }

    [Fact]
    public void Errors_name_the_case_and_its_member()
    {
        Assert.Equal(
            "Payment.Card.Number",
            Assert.Throws<MessageFormatException>(() => Codec.Decode<Payment>([1 << 3 | 2, 3, 2 << 3 | 2, 1, 0xFF])).FieldPath
        );
        Assert.Equal("Payment.Card", Assert.Throws<MessageFormatException>(() => Codec.Decode<Payment>([1 << 3, 1])).FieldPath);
        Assert.Equal(
            "Invoice.Parts[0].Cheque.Serial",
            Assert.Throws<MessageFormatException>(() => Codec.Decode<Invoice>([4 << 3 | 2, 4, 3 << 3 | 2, 2, 3 << 3 | 2, 0])).FieldPath
        );
    }

    [Fact]
    public void A_case_skips_what_it_does_not_know_or_keeps_it()
    {
        Assert.Equal(new Payment.Card("", null) { Region = "" }, Codec.Decode<Payment>([1 << 3 | 2, 2, 14 << 3, 1]));

        byte[] amount = [1 << 3 | 2, 4, 14 << 3, 1, 14 << 3, 2];
        var read = Assert.IsType<Term.Amount>(Codec.Decode<Term>(amount));
        Assert.Equal(amount, Codec.Encode<Term>(read));
        Assert.Equal([1 << 3 | 2, 13, 1 << 3 | 1, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F], Codec.Encode<Term>(read with { Value = 1 })[..11]);
        Assert.NotEqual(new Term.Amount(0), read);
    }

    [Fact]
    public void A_routing_key_is_of_the_root_s_members() =>
        Assert.Equal("payment.eu.made", Codec.Key<Payment>(new Payment.Cash(1) { Region = "eu" }));

    [Fact]
    public void The_name_and_schema_are_the_root_s()
    {
        IMessage message = new Payment.Cash(1) { Region = "eu" };

        Assert.Equal(typeof(Payment).FullName, message.GetDescriptor().Name);
        Assert.Equal("payment.eu.made", message.GetRoutingKey());
        Assert.Equal("Card Cheque=3 Nothing Cash=9", message.GetDescriptor().Fields);
    }

    [Fact]
    public void Null_is_refused_by_the_writer() => Assert.Throws<ArgumentNullException>(() => Codec.Encode<Payment>(null!));

    [Fact]
    public void A_union_nests_to_the_limit_and_no_deeper()
    {
        // Each level is two messages: the union, and its case.
        var deepest = Chain(ProtoReader.MaxDepth / 2);
        Assert.Equal(Codec.Encode(deepest), Codec.Encode(Codec.RoundTrip(deepest)));
        var thrown = Assert.Throws<InvalidOperationException>(() => Codec.Encode(Chain(ProtoReader.MaxDepth / 2 + 1)));
        Assert.Contains("more than 64 messages deep", thrown.Message, StringComparison.Ordinal);
    }

    private static Term Chain(int depth)
    {
        Term term = new Term.Amount(1);
        for (var i = 1; i < depth; i++)
        {
            term = new Term.Call("f", [], term);
        }

        return term;
    }
}

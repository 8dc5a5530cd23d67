using System.Text;
using System.Text.Json;
using Waybill.Json.Tests.Support;
using Waybill.Messages.Tests.Shapes;

namespace Waybill.Json.Tests;

/// <summary>Where we differ from System.Text.Json on purpose: a test for each row of docs/format/json.md.</summary>
public sealed class DifferenceTests
{
    [Theory]
    [InlineData("""{"orderId":"a"}""")]
    [InlineData("""{"ORDERID":"a"}""")]
    [InlineData("""{"order_id":"a"}""")]
    [InlineData("""{"order-id":"a"}""")]
    [InlineData("""{"Order_Id":"a"}""")]
    [InlineData("""{"\u006frder_id":"a"}""")]
    public void Names_of_every_naming_are_read(string json) => Assert.Equal("a", Read<Named>(json).OrderId);

    [Fact]
    public void Names_that_would_be_one_are_told_apart_as_they_are_written()
    {
        var read = Read<Alike>("""{"foo_Bar":1,"fooBar":2,"foo-bar":3}""");

        Assert.Equal((1, 2), (read.Foo_Bar, read.FooBar));
    }

    [Fact]
    public void A_missing_required_member_reads_as_its_default_as_in_Protobuf()
    {
        var read = Read<Address>("""{"street":"a"}""");

        Assert.Equal("", read.City);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Address>("""{"street":"a"}""", Oracle.Web));
    }

    [Fact]
    public void Absent_and_null_texts_bytes_and_collections_read_as_empty_where_null_is_no_value_of_the_member()
    {
        var absent = Read<NotNull>("{}");
        var @null = Read<NotNull>(
            """{"text":null,"bytes":null,"items":null,"list":null,"set":null,"map":null,"sorted":null,"memory":null,"uri":null,"version":null}"""
        );

        foreach (var read in (NotNull[])[absent, @null])
        {
            Assert.Equal("", read.Text);
            Assert.Empty(read.Bytes);
            Assert.Empty(read.Items);
            Assert.Empty(read.List);
            Assert.Empty(read.Set);
            Assert.Empty(read.Map);
            Assert.Empty(read.Sorted);
            Assert.True(read.Memory.IsEmpty);
            Assert.Equal("", read.Uri.OriginalString);
            Assert.Equal(new Version(), read.Version);
        }
    }

    [Theory]
    [InlineData("""{"shipTo":null}""", "Order.shipTo", 10)]
    [InlineData("""{"total":null}""", "Order.total", 9)]
    [InlineData("""{"lines":[{"sku":"a","quantity":null}]}""", "Order.lines[0].quantity", 32)]
    [InlineData("""{"lines":[null]}""", "Order.lines[0]", 10)]
    public void Null_in_any_other_member_that_is_not_nullable_is_refused(string json, string path, int offset)
    {
        var exception = Assert.Throws<MessageFormatException>(() => Read<Order>(json));

        Assert.Equal((path, offset), (exception.FieldPath, exception.ByteOffset));
    }

    [Fact]
    public void A_missing_nested_message_that_is_not_nullable_is_refused()
    {
        var exception = Assert.Throws<MessageFormatException>(() => Read<Order>("""{"orderId":"a"}"""));

        Assert.Equal("Order.shipTo", exception.FieldPath);
        Assert.Contains("missing", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_nested_message_that_is_null_and_not_nullable_is_not_written()
    {
        var order = new Order("a", "b", null!, null, default, null, []);

        Assert.Throws<InvalidOperationException>(() => JsonCodec.Encode(order));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_not_written()
    {
        Assert.Throws<ArgumentException>(() => JsonCodec.Encode(new Named("\ud800")));
        Assert.Equal("""{"orderId":"\uFFFD"}""", JsonSerializer.Serialize(new Named("\ud800"), Oracle.Web));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_number_is_not_written(double value) =>
        Assert.Throws<ArgumentException>(() => JsonCodec.Encode(new Point { X = value }));

    [Fact]
    public void Null_for_a_message_is_refused() => Assert.Throws<MessageFormatException>(() => Read<Named>("null"));

    [Fact]
    public void Texts_sort_by_their_units_so_that_no_two_keys_are_one()
    {
        var json = """{"items":{"a\u0000":1,"a":2}}""";

        Assert.Equal(2, Read<AsSortedMap>(json).Items.Count);
        Assert.Single(JsonSerializer.Deserialize<AsSortedMap>(json, Oracle.Web)!.Items);
    }

    [Fact]
    public void Numbers_in_quotes_are_read_in_a_nullable_immutable_array_too()
    {
        Assert.Equal([1], Read<MaybeArray>("""{"items":["1"]}""").Items!.Value);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<MaybeArray>("""{"items":["1"]}""", Oracle.Web));
    }

    [Fact]
    public void An_immutable_array_without_an_array_is_empty()
    {
        Assert.Equal("""{"items":[]}""", Encoding.UTF8.GetString(JsonCodec.Encode(new Fixed(default))));
        Assert.Throws<InvalidOperationException>(() => JsonSerializer.Serialize(new Fixed(default), Oracle.Web));
    }

    [Fact]
    public void A_power_of_two_that_NET_writes_a_digit_too_short_reads_back_as_itself()
    {
        var point = new Point { X = Math.ScaleB(1, -25) };

        Assert.Equal(point.X, JsonMessageReader.Decode<Point>(JsonCodec.Encode(point)).X);
        Assert.NotEqual(point.X, JsonSerializer.Deserialize<Point>(JsonSerializer.Serialize(point, Oracle.Web), Oracle.Web).X);
    }

    [Fact]
    public void Names_given_by_attribute_are_written_and_read()
    {
        var json = JsonCodec.Encode(new Renamed("a"));

        Assert.Equal(JsonSerializer.Serialize(new Renamed("a"), Oracle.Web), Encoding.UTF8.GetString(json));
        Assert.Equal("a", JsonMessageReader.Decode<Renamed>(json).Id);
    }

    [Fact]
    public void A_message_with_two_members_of_one_name_has_no_JSON()
    {
        Assert.Null(Json<@event>());
        var exception = Assert.Throws<InvalidOperationException>(() => JsonMessageReader.Decode<@event>("{}"u8));
        Assert.Contains("event has no JSON", exception.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => JsonSerializer.Serialize(new { tag = 1, Tag = 2 }, Oracle.Web));
    }

    private static JsonMessageSerializer<T>? Json<T>()
        where T : IMessage<T> => T.Json;

    private static T Read<T>(string json)
        where T : IMessage<T> => JsonMessageReader.Decode<T>(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void A_name_is_found_as_it_is_written_and_as_others_write_it()
    {
        var message = new Awkward(1, 2, 3);
        var others = $$"""{"{{Awkward.LongName}}":3,"c\\nd":2,"a\"b":1}""";

        Assert.Equal(message, Read<Awkward>(System.Text.Encoding.UTF8.GetString(JsonCodec.Encode(message))));
        Assert.Equal(message, Read<Awkward>(others));
    }

    [Fact]
    public void A_line_end_in_a_name_is_no_backslash() => Assert.Equal(0, Read<Awkward>("""{"c\nd":2}""").C);

    [Fact]
    public void A_quote_ends_a_name() => Assert.Throws<MessageFormatException>(() => Read<Awkward>("""{"a"b":1}"""));

    [Fact]
    public void A_null_element_is_empty_where_a_null_member_is() => Assert.Equal(["a", ""], Read<NotNull>("""{"list":["a",null]}""").List);
}

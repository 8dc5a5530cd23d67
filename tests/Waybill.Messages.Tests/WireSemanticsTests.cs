using Google.Protobuf;
using Waybill.Messages.Tests.Shapes;
using Waybill.Messages.Tests.Support;

namespace Waybill.Messages.Tests;

/// <summary>proto3's rules, on bytes made by Google's writer or by hand.</summary>
public sealed class WireSemanticsTests
{
    private static readonly Address s_address = new() { Street = "s", City = "c" };

    [Fact]
    public void Defaults_are_not_written() =>
        Assert.Empty(
            Codec.Encode(
                new Scalars(
                    default,
                    default,
                    default,
                    default,
                    default,
                    default,
                    default,
                    default,
                    default,
                    default,
                    default,
                    default,
                    "",
                    [],
                    default,
                    default,
                    default,
                    default,
                    default,
                    default,
                    default,
                    default,
                    default,
                    default
                )
            )
        );

    [Fact]
    public void Numbers_are_pinned_passed_over_and_written_in_their_order()
    {
        var message = new Pinned("i", 3, "f", [8]) { Last = 0.5 };

        var bytes = Codec.Encode(message);

        var expected = new MemoryStream();
        var writer = new CodedOutputStream(expected);
        writer.WriteTag(1, WireFormat.WireType.LengthDelimited);
        writer.WriteString("f");
        // What nobody pins has the numbers from 1 on that are not pinned and not reserved.
        writer.WriteTag(3, WireFormat.WireType.Varint);
        writer.WriteInt32(3);
        writer.WriteTag(4, WireFormat.WireType.LengthDelimited);
        writer.WriteLength(1);
        writer.WriteInt32(8);
        writer.WriteTag(700, WireFormat.WireType.LengthDelimited);
        writer.WriteString("i");
        writer.WriteTag(536_870_911, WireFormat.WireType.Fixed64);
        writer.WriteDouble(0.5);
        writer.Flush();
        Assert.Equal(expected.ToArray(), bytes);
        var read = Codec.Decode<Pinned>(bytes);
        Assert.Equal(("i", 3, "f", 0.5), (read.Id, read.Place, read.First, read.Last));
        Assert.Equal([8], read.Fourth);
    }

    [Fact]
    public void A_number_between_those_of_a_message_is_unknown_and_a_known_one_keeps_its_wire_type_and_its_name()
    {
        // 2, 5 and 701 are nobody's.
        Assert.Equal(3, Codec.Decode<Pinned>([2 << 3, 9, 3 << 3, 3, 5 << 3, 9, 0xE8, 0x2B, 9]).Place);

        var thrown = Assert.Throws<MessageFormatException>(() => Codec.Decode<Pinned>([0xE0, 0x2B, 1]));
        Assert.Equal("Pinned.Id", thrown.FieldPath);
    }

    [Fact]
    public void Absent_is_the_default_and_the_empty_text()
    {
        var read = Codec.Decode<Scalars>([]);

        Assert.Equal(("", 0, 0m, Guid.Empty, default(DateTime)), (read.Text, read.Int32, read.Decimal, read.Guid, read.DateTime));
        Assert.Empty(read.Bytes);
    }

    [Fact]
    public void An_optional_default_is_written_and_null_is_not()
    {
        Assert.Equal([7 << 3, 0], Codec.Encode(new OptionalScalars { Int32 = 0 }));
        Assert.Equal([13 << 3 | 2, 0], Codec.Encode(new OptionalScalars { Text = "" }));
        Assert.Empty(Codec.Encode(new OptionalScalars()));
        Assert.Null(Codec.Decode<OptionalScalars>([]).Int32);
    }

    [Fact]
    public void A_decimals_scale_is_kept_even_of_zero()
    {
        var read = Codec.RoundTrip(new Money(0.00m, "EUR"));

        Assert.Equal("0.00", read.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Repeated_scalars_are_written_packed_and_read_either_way()
    {
        var packed = Codec.Encode(Collections(ints: [1, -1, 300]));
        Assert.Equal(1 << 3 | 2, packed[0]);

        var mixed = Bytes(output =>
        {
            output.WriteTag(1, WireFormat.WireType.Varint);
            output.WriteInt32(5);
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(6, 7));
            output.WriteTag(1, WireFormat.WireType.Varint);
            output.WriteInt32(8);
        });

        Assert.Equal([5, 6, 7, 8], Codec.Decode<Collections>(mixed).Ints);
    }

    [Fact]
    public void Unknown_fields_of_every_wire_type_are_skipped()
    {
        var bytes = Bytes(output =>
        {
            output.WriteTag(100, WireFormat.WireType.Varint);
            output.WriteInt64(-1);
            output.WriteTag(101, WireFormat.WireType.Fixed32);
            output.WriteFixed32(1);
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteString("here");
            output.WriteTag(102, WireFormat.WireType.Fixed64);
            output.WriteFixed64(1);
            output.WriteTag(103, WireFormat.WireType.StartGroup);
            output.WriteTag(1, WireFormat.WireType.StartGroup);
            output.WriteTag(7, WireFormat.WireType.Varint);
            output.WriteInt32(7);
            output.WriteTag(1, WireFormat.WireType.EndGroup);
            output.WriteTag(103, WireFormat.WireType.EndGroup);
            output.WriteTag(2, WireFormat.WireType.Varint);
            output.WriteInt32(3);
            output.WriteTag(536_870_911, WireFormat.WireType.LengthDelimited);
            output.WriteString("unknown");
        });

        var read = Codec.Decode<Classic>(bytes);

        Assert.Equal(("here", 3), (read.Id, read.Count));
    }

    [Fact]
    public void The_last_of_a_repeated_single_field_wins()
    {
        var bytes = (byte[])[.. Codec.Encode(new Classic("first", 1)), .. Codec.Encode(new Classic("last", 2))];

        Assert.Equal("last", Codec.Decode<Classic>(bytes).Id);
    }

    [Fact]
    public void The_last_of_a_maps_duplicate_keys_wins()
    {
        var one = Codec.Encode(Collections(counts: new() { ["k"] = 1 }));
        var two = Codec.Encode(Collections(counts: new() { ["k"] = 2 }));

        Assert.Equal(2, Assert.Single(Codec.Decode<Collections>([.. one, .. two]).Counts).Value);
    }

    [Fact]
    public void A_map_entry_that_leaves_out_key_or_value_has_their_defaults()
    {
        var read = Codec.Decode<Collections>([(15 << 3) | 2, 0]);

        Assert.Equal(new KeyValuePair<string, int>("", 0), Assert.Single(read.Counts));
    }

    [Fact]
    public void Empty_collections_are_nothing_and_read_as_empty_or_null()
    {
        Assert.Empty(Codec.Encode(Collections()));
        var read = Codec.Decode<Collections>([]);
        Assert.NotNull(read.Longs);
        Assert.False(read.Decimals.IsDefault);
        Assert.Empty(read.Counts);

        Assert.Empty(
            Codec.Encode(
                new OptionalCollections
                {
                    Ints = [],
                    Texts = [],
                    ByName = [],
                }
            )
        );
        var optional = Codec.Decode<OptionalCollections>([]);
        Assert.Null(optional.Ints);
        Assert.Null(optional.Prices);
        Assert.Null(optional.ByName);
    }

    [Fact]
    public void A_missing_nested_message_is_refused_unless_it_may_be_absent()
    {
        var exception = Assert.Throws<MessageFormatException>(() => Codec.Decode<Order>([]));

        Assert.Equal("Order.ShipTo", exception.FieldPath);
        Assert.Null(Codec.Decode<WithDefault>([]).Address);
    }

    [Fact]
    public void An_error_names_the_field_with_its_path_and_its_place()
    {
        var order = new Order("1", "us", s_address, null, new Money(1, "EUR"), null, [Line("a"), Line("b"), Line("c")]);
        var bytes = Codec.Encode(order);
        var at = bytes.AsSpan().LastIndexOf("XYZ"u8);
        bytes[at] = 0xFF;

        var exception = Assert.Throws<MessageFormatException>(() => Codec.Decode<Order>(bytes));

        Assert.Equal("Order.Lines[2].Price.Currency", exception.FieldPath);
        Assert.Equal(at - 1, exception.ByteOffset);
        Assert.Contains("in Order.Lines[2].Price.Currency", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_names_the_element_of_a_list_and_the_map_of_an_entry()
    {
        // Texts, the second of which is not UTF-8; then a map whose key is not.
        var texts = Codec.Encode(Collections() with { Texts = ["a", "b", "c"] });
        texts[^4] = 0xFF;
        var exception = Assert.Throws<MessageFormatException>(() => Codec.Decode<Collections>(texts));
        Assert.Equal("Collections.Texts[1]", exception.FieldPath);
        Assert.Equal(texts.Length - 5, exception.ByteOffset);

        var counts = Codec.Encode(Collections(counts: new() { ["k"] = 1 }));
        counts[4] = 0xFF;
        Assert.Equal("Collections.Counts", Assert.Throws<MessageFormatException>(() => Codec.Decode<Collections>(counts)).FieldPath);
    }

    [Fact]
    public void An_entry_without_its_message_is_refused_under_the_name_of_both() =>
        Assert.Equal(
            "ManyValidated.Named.Validated",
            Assert
                .Throws<MessageFormatException>(() => Codec.Decode<ManyValidated>([1 << 3 | 2, 3, 1 << 3 | 2, 1, (byte)'a', 3 << 3 | 2, 0]))
                .FieldPath
        );

    [Fact]
    public void A_declared_field_of_another_wire_type_is_refused()
    {
        var exception = Assert.Throws<MessageFormatException>(() => Codec.Decode<Classic>([1 << 3 | 0, 5]));

        Assert.Equal("Classic.Id", exception.FieldPath);
    }

    /// <summary>The fields that decimals, times and entries of maps are made of have numbers too.</summary>
    [Theory]
    [InlineData("7A 09 09 0100000000000000", "OptionalScalars.Decimal")]
    [InlineData("7A 05 1D 01000000", "OptionalScalars.Decimal")]
    [InlineData("8A01 09 09 0100000000000000", "OptionalScalars.DateTimeOffset")]
    [InlineData("8A01 05 15 01000000", "OptionalScalars.DateTimeOffset")]
    [InlineData("8A01 05 1D 01000000", "OptionalScalars.DateTimeOffset")]
    [InlineData("9201 05 25 01000000", "OptionalScalars.DateTime")]
    [InlineData("9A01 09 09 0100000000000000", "OptionalScalars.TimeSpan")]
    public void A_known_field_inside_a_value_is_refused_with_another_wire_type(string hex, string path)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

        var exception = Assert.Throws<MessageFormatException>(() => Codec.Decode<OptionalScalars>(bytes));

        Assert.Equal(path, exception.FieldPath);
        Assert.Contains("which is not the declared one", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0A 05 0D 01000000")]
    [InlineData("0A 05 15 01000000")]
    public void A_key_or_value_of_another_wire_type_is_refused(string hex)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

        Assert.Equal("LongMap.Items", Assert.Throws<MessageFormatException>(() => Codec.Decode<LongMap>(bytes)).FieldPath);
    }

    /// <summary>A time without offset is a Timestamp, and a DateTime's kind is none of a DateTimeOffset's fields.</summary>
    [Fact]
    public void A_field_that_a_value_does_not_know_is_skipped() =>
        Assert.Equal(
            DateTime.UnixEpoch.AddSeconds(1),
            Codec.Decode<OptionalScalars>(Convert.FromHexString("8A0107080125FFFFFFFF")).DateTimeOffset!.Value.DateTime
        );

    [Fact]
    public void Messages_nest_64_deep_and_no_deeper()
    {
        var deepest = Codec.Encode(Chain(ProtoReader.MaxDepth));
        Assert.Null(Deep.Difference(Chain(ProtoReader.MaxDepth), Codec.Decode<Tree>(deepest)));

        Assert.Throws<InvalidOperationException>(() => Codec.Encode(Chain(ProtoReader.MaxDepth + 1)));
        var tooDeep = Bytes(output =>
        {
            output.WriteTag(2, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(deepest));
        });
        Assert.Contains("deep", Assert.Throws<MessageFormatException>(() => Codec.Decode<Tree>(tooDeep)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_nest_64_deep_and_no_deeper()
    {
        Codec.Decode<Empty>(Groups(ProtoReader.MaxDepth));

        Assert.Throws<MessageFormatException>(() => Codec.Decode<Empty>(Groups(ProtoReader.MaxDepth + 1)));
    }

    [Fact]
    public void A_cycle_of_objects_is_an_exception_and_not_the_end_of_the_process()
    {
        var tree = new Tree("endless", null, null, []);
        tree.Children.Add(tree);

        var exception = Assert.Throws<InvalidOperationException>(() => Codec.Encode(tree));
        Assert.Contains("cycle", exception.Message, StringComparison.Ordinal);
        Assert.Contains("more than 64 messages deep", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_in_a_collection_or_as_a_required_message_is_refused_before_anything_is_written()
    {
        Assert.Throws<ArgumentNullException>(() => Codec.Encode(Collections(counts: []) with { Texts = [null!] }));
        var exception = Assert.Throws<ArgumentNullException>(() => Codec.Encode(new Order("1", "us", null!, null, default, null, [])));
        Assert.Equal("message.ShipTo", exception.ParamName);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_by_the_writer() =>
        Assert.Throws<ArgumentException>(() => Codec.Encode(new Classic("\uD800", 1)));

    private static OrderLine Line(string sku) => new(sku, 1, new Money(1, "XYZ"));

    private static Tree Chain(int depth)
    {
        var tree = new Tree("leaf", null, null, []);
        for (var i = 0; i < depth; i++)
        {
            tree = new Tree("", tree, null, []);
        }

        return tree;
    }

    private static byte[] Groups(int depth) =>
        [.. Enumerable.Repeat<byte>(9 << 3 | 3, depth), .. Enumerable.Repeat<byte>(9 << 3 | 4, depth)];

    private static Collections Collections(int[]? ints = null, Dictionary<string, int>? counts = null) =>
        new(ints ?? [], [], [], [], [], [], [], [], [], [], [], [], [], [], counts ?? [], [], [], []);

    private static byte[] Bytes(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using var output = new CodedOutputStream(stream);
        write(output);
        output.Flush();
        return stream.ToArray();
    }
}

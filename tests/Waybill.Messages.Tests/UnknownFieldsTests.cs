using Waybill.Messages.Tests.Shapes;

namespace Waybill.Messages.Tests;

/// <summary>What a forwarder does not know comes out as it went in; bytes by hand.</summary>
public sealed class UnknownFieldsTests
{
    // Field 9 as a varint, 10 as four bytes, 11 as eight, 12 as a text, 13 as a group that holds field 1.
    private static readonly byte[] s_unknown =
    [
        .. (byte[])[9 << 3, 0x96, 0x01],
        .. (byte[])[10 << 3 | 5, 1, 2, 3, 4],
        .. (byte[])[11 << 3 | 1, 1, 2, 3, 4, 5, 6, 7, 8],
        .. (byte[])[12 << 3 | 2, 2, (byte)'h', (byte)'i'],
        .. (byte[])[13 << 3 | 3, 1 << 3, 7, 13 << 3 | 4],
        .. (byte[])[9 << 3, 0x01],
    ];

    private static readonly byte[] s_id = [1 << 3 | 2, 1, (byte)'a'];

    [Fact]
    public void They_are_written_behind_the_known_ones_in_their_order() =>
        Assert.Equal([.. s_id, .. s_unknown], Codec.Encode(Codec.Decode<Forwarded>([.. s_unknown[..3], .. s_id, .. s_unknown[3..]])));

    [Fact]
    public void A_message_that_knows_no_field_keeps_them_all() => Assert.Equal(s_unknown, Codec.Encode(Codec.Decode<Opaque>(s_unknown)));

    [Fact]
    public void A_number_past_the_last_that_one_byte_tags_say_is_kept()
    {
        byte[] bytes = [0xFA, 0xFF, 0xFF, 0xFF, 0x0F, 1, 0xFF, 0x80, 0x01, 5];

        Assert.Equal(bytes, Codec.Encode(Codec.Decode<Opaque>(bytes)));
    }

    [Fact]
    public void Nested_ones_keep_their_own()
    {
        byte[] line = [1 << 3 | 2, 1, (byte)'s', .. s_unknown];
        byte[] point = [1 << 3, 4, .. s_unknown];
        byte[] bytes = [.. s_id, 2 << 3 | 2, (byte)line.Length, .. line, 3 << 3 | 2, (byte)point.Length, .. point];

        Assert.Equal(bytes, Codec.Encode(Codec.Decode<Forwarded>(bytes)));
    }

    [Fact]
    public void They_survive_with_and_a_setter()
    {
        var changed = Codec.Decode<Forwarded>([.. s_id, .. s_unknown]) with { Id = "b" };
        Assert.Equal([1 << 3 | 2, 1, (byte)'b', .. s_unknown], Codec.Encode(changed));

        var moved = Codec.Decode<ForwardedPoint>(s_unknown) with { X = 1 };
        Assert.Equal([1 << 3, 1, .. s_unknown], Codec.Encode(moved));

        var line = Codec.Decode<ForwardedLine>(s_unknown);
        line.Sku = "t";
        Assert.Equal([1 << 3 | 2, 1, (byte)'t', .. s_unknown], Codec.Encode(line));

        var place = Codec.Decode<ForwardedPlace>(s_unknown);
        place.Row = 2;
        Assert.Equal([1 << 3, 2, .. s_unknown], Codec.Encode(place));
    }

    [Fact]
    public void Records_compare_them_by_content_and_none_is_none()
    {
        Assert.Equal(Codec.Decode<Opaque>(s_unknown), Codec.Decode<Opaque>(s_unknown));
        Assert.Equal(Codec.Decode<Opaque>(s_unknown).GetHashCode(), Codec.Decode<Opaque>(s_unknown).GetHashCode());
        Assert.NotEqual(Codec.Decode<Opaque>(s_unknown), Codec.Decode<Opaque>(s_unknown[..3]));
        Assert.Equal(new Opaque(), Codec.Decode<Opaque>([]));
        Assert.Equal(new ForwardedPoint(1, 2), Codec.RoundTrip(new ForwardedPoint(1, 2)));
    }

    [Fact]
    public void They_show_nowhere()
    {
        Assert.Equal("Opaque { }", Codec.Decode<Opaque>(s_unknown).ToString());
        Assert.Single(typeof(ForwardedLine).GetProperties());
    }

    [Fact]
    public void A_known_field_of_another_wire_type_is_refused_and_not_kept() =>
        Assert.Equal("Forwarded.Id", Assert.Throws<MessageFormatException>(() => Codec.Decode<Forwarded>([1 << 3, 5])).FieldPath);

    [Fact]
    public void What_is_kept_is_bounded_by_what_is_there()
    {
        // Ten thousand fields of two bytes, and a length that passes the end.
        byte[] many = [.. Enumerable.Repeat<byte[]>([9 << 3, 1], 10_000).SelectMany(field => field)];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = Codec.Decode<Opaque>(many);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, many.Length, 5 * many.Length);
        Assert.Equal(many, Codec.Encode(read));
        Assert.Throws<MessageFormatException>(() => Codec.Decode<Opaque>([9 << 3 | 2, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1]));
    }
}

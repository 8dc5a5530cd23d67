using System.Text;
using System.Text.Json;
using Waybill.Json.Tests.Support;
using Waybill.Messages.Tests;
using Waybill.Messages.Tests.Shapes;

namespace Waybill.Json.Tests;

/// <summary>What [PreserveUnknownFields] is to JSON: nothing. Unknown members are skipped, and kept Protobuf fields are left out.</summary>
public sealed class PreservedFieldsTests
{
    // Field 9 as a varint, twice; field 12 as a text.
    private static readonly byte[] s_unknown = [9 << 3, 0x96, 0x01, 12 << 3 | 2, 2, (byte)'h', (byte)'i', 9 << 3, 1];
    private static readonly byte[] s_id = [1 << 3 | 2, 1, (byte)'a'];
    private static readonly byte[] s_sku = [1 << 3 | 2, 1, (byte)'s'];

    private static readonly byte[] s_known = [.. s_id, 2 << 3 | 2, (byte)s_sku.Length, .. s_sku];

    private static readonly byte[] s_kept =
    [
        .. s_id,
        .. (byte[])[2 << 3 | 2, (byte)(s_sku.Length + s_unknown.Length)],
        .. s_sku,
        .. s_unknown,
        .. s_unknown,
    ];

    [Fact]
    public void Members_that_are_not_known_are_skipped_as_by_the_framework_and_kept_in_no_format()
    {
        const string Known = """{"id":"a","line":{"sku":"s"},"points":[]}""";
        const string Json = """{"id":"a","more":[1,{"x":null}],"line":{"extra":"y","sku":"s"},"points":[],"$":true}""";

        var read = JsonMessageReader.Decode<Forwarded>(Encoding.UTF8.GetBytes(Json));

        Assert.Equal(Known, JsonSerializer.Serialize(JsonSerializer.Deserialize<Forwarded>(Json, Oracle.Web), Oracle.Web));
        Assert.Equal(Known, Encoding.UTF8.GetString(JsonCodec.Encode(read)));
        Assert.Equal(s_known, Codec.Encode(read));
    }

    [Fact]
    public void Protobuf_fields_that_were_kept_are_not_written_in_JSON()
    {
        var kept = Codec.Decode<Forwarded>(s_kept);
        Assert.Equal(s_kept, Codec.Encode(kept));

        var json = JsonCodec.Encode(kept);

        Assert.Equal("""{"id":"a","line":{"sku":"s"},"points":[]}""", Encoding.UTF8.GetString(json));
        Assert.Equal(JsonSerializer.SerializeToUtf8Bytes(kept, Oracle.Web), json);
        Assert.Equal(s_known, Codec.Encode(JsonMessageReader.Decode<Forwarded>(json)));
    }

    [Fact]
    public void Writing_JSON_takes_nothing_from_the_message()
    {
        var kept = Codec.Decode<Forwarded>(s_kept);

        JsonCodec.Encode(kept);

        Assert.Equal(s_kept, Codec.Encode(kept));
    }
}

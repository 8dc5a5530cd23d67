using System.Text;
using System.Text.Json;
using Waybill.Json.Tests.Support;
using Waybill.Messages.Tests.Shapes;
using Waybill.Messages.Tests.Support;

namespace Waybill.Json.Tests;

/// <summary>Bytes that nobody sent with good intent: whatever they are, the error is one, says where, and costs no more than the bytes.</summary>
public sealed class HostileTests
{
    private const int Mutants = 40_000;

    [Theory]
    [InlineData("", 0, "Named")]
    [InlineData(" ", 1, "Named")]
    [InlineData("\ufeff{}", 0, "Named")]
    [InlineData("[]", 0, "Named")]
    [InlineData("{", 1, "Named")]
    [InlineData("{}x", 2, "Named")]
    [InlineData("{}{}", 2, "Named")]
    [InlineData("{\"orderId\"", 10, "Named.orderId")]
    [InlineData("{\"orderId\":", 11, "Named.orderId")]
    [InlineData("{\"orderId\":\"a", 13, "Named.orderId")]
    [InlineData("{\"orderId\":\"a\"", 14, "Named.orderId")]
    [InlineData("{\"orderId\":\"a\",", 15, "Named")]
    [InlineData("{\"orderId\":\"a\",}", 15, "Named")]
    [InlineData("{\"orderId\":1}", 11, "Named.orderId")]
    [InlineData("{\"orderId\":\"\\ud800\"}", 12, "Named.orderId")]
    [InlineData("{\"orderId\":\"\\q\"}", 12, "Named.orderId")]
    [InlineData("{\"x\":[{\"y\":[1,2,{\"z\":truth}]}]}", 21, "Named.x[0].y[2].z")]
    [InlineData("{\"x\":1e}", 7, "Named.x")]
    [InlineData("{/**/}", 1, "Named")]
    public void The_error_says_where(string json, int offset, string path)
    {
        var exception = Assert.Throws<MessageFormatException>(() => JsonMessageReader.Decode<Named>(Encoding.UTF8.GetBytes(json)));

        Assert.Equal((offset, path), (exception.ByteOffset, exception.FieldPath));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { (byte)'\\', (byte)'n', 0xF4, 0x90, 0x80, 0x80 })]
    public void Text_that_is_no_UTF8_is_refused(byte[] text)
    {
        byte[] json = [.. "{\"orderId\":\""u8, .. text, .. "\"}"u8];

        var exception = Assert.Throws<MessageFormatException>(() => JsonMessageReader.Decode<Named>(json));

        Assert.Equal("Named.orderId", exception.FieldPath);
    }

    [Fact]
    public void Sixty_four_objects_may_lie_in_each_other_and_no_more()
    {
        Assert.NotNull(JsonMessageReader.Decode<Chain>(Deep(64)));
        Assert.NotNull(JsonSerializer.Deserialize<Chain>(Deep(64), Oracle.Web));
        Assert.Throws<MessageFormatException>(() => JsonMessageReader.Decode<Chain>(Deep(65)));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Chain>(Deep(65), Oracle.Web));
        Assert.Throws<MessageFormatException>(() =>
            JsonMessageReader.Decode<Chain>(Encoding.UTF8.GetBytes("{\"x\":" + new string('[', 1_000_000)))
        );
    }

    [Fact]
    public void What_is_too_deep_to_be_read_is_not_written()
    {
        Chain? chain = null;
        for (var i = 0; i < 64; i++)
        {
            chain = new Chain(i, chain);
        }

        Assert.NotEmpty(JsonCodec.Encode(chain!));
        Assert.Throws<InvalidOperationException>(() => JsonCodec.Encode(new Chain(0, chain)));
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize(new Chain(0, chain), Oracle.Web));
    }

    [Fact]
    public void Numbers_that_share_a_bucket_are_refused_as_in_Protobuf()
    {
        // Multiples of all table sizes up to theirs would take too long to find: hash codes of longs fold both halves.
        var keys = Enumerable.Range(0, 20_000).Select(i => ((long)i << 32) | (uint)i);
        var json = Encoding.UTF8.GetBytes($"{{\"parts\":{{{string.Join(",", keys.Select(key => $"\"{key}\":\"\""))}}}}}");

        var exception = Assert.Throws<MessageFormatException>(() => JsonMessageReader.Decode<OptionalMaps>(json));

        Assert.Contains("share a bucket", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setter_that_throws_makes_the_bytes_wrong()
    {
        var exception = Assert.Throws<MessageFormatException>(() =>
            JsonMessageReader.Decode<ManyValidated>("""{"one":{"name":"a"},"more":[{"name":"b"},{"name":""}]}"""u8)
        );

        Assert.IsType<ArgumentException>(exception.InnerException);
        Assert.Equal("ManyValidated.more[1]", exception.FieldPath);
        Assert.Throws<OperationCanceledException>(() => JsonMessageReader.Decode<Unready>("""{"kind":1357924681}"""u8));
    }

    [Fact]
    public void Mutants_are_read_or_refused_and_nothing_else()
    {
        const int Seed = 20_261_129;
        var random = new Random(Seed);
        for (var i = 0; i < Mutants; i++)
        {
            var shape = JsonShapes.All[random.Next(JsonShapes.All.Count)];
            var seed = random.Next();
            if (TryEncode(shape, seed) is not { } json)
            {
                continue;
            }

            var mutant = JsonMutation.Of(json, json, random);
            try
            {
                shape.Decode(mutant);
            }
            catch (MessageFormatException exception)
            {
                Assert.InRange(exception.ByteOffset, 0, mutant.Length);
                Assert.StartsWith(shape.Name, exception.FieldPath, StringComparison.Ordinal);
            }
            catch (Exception exception) when (exception is not OperationCanceledException and not InsufficientMemoryException)
            {
                Assert.Fail($"Seed {Seed}, mutant {i} of {shape.Name}: {exception}\n{Convert.ToBase64String(mutant)}");
            }
        }
    }

    private static byte[]? TryEncode(IJsonShape shape, int seed)
    {
        try
        {
            return shape.Encode(shape.Create(seed));
        }
        catch (ArgumentException)
        {
            // It has a number or character that JSON cannot say.
            return null;
        }
    }

    private static byte[] Deep(int depth)
    {
        var json = new StringBuilder();
        for (var i = 1; i < depth; i++)
        {
            json.Append("{\"depth\":1,\"next\":");
        }

        return Encoding.UTF8.GetBytes(json.Append("{\"depth\":1}").Append('}', depth - 1).ToString());
    }
}

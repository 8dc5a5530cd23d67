using System.Text;
using System.Text.Json;
using Waybill.Json.Tests.Support;
using Waybill.Messages.Tests.Shapes;
using Waybill.Messages.Tests.Support;

namespace Waybill.Json.Tests;

/// <summary>Types that [MessageFor] names, within messages. Their random values are compared with the oracle's by <see cref="OracleTests"/>.</summary>
public sealed class ForeignTypeTests
{
    private static readonly Carriers.Box s_box = new()
    {
        Size = "s",
        Height = 1.5,
        Weight = 7,
        SentOn = new DateOnly(2026, 11, 29),
        Parts = [new Carriers.Parcel { Weight = 1 }],
    };

    [Fact]
    public void The_oracle_compares_messages_that_hold_them() =>
        Assert.Equal(["Shipment", "Drawing"], OracleTests.Shapes.Select(row => row.Data).Intersect(["Drawing", "Shipment"]));

    [Fact]
    public void A_type_is_written_as_if_it_were_a_message()
    {
        var message = new Shipment(s_box, [], [], [], null);

        var json = Encoding.UTF8.GetString(JsonCodec.Encode(message));

        Assert.Equal(
            """{"first":{"size":"s","in \u003Ccm\u003E":1.5,"sentOn":"2026-11-29","weight":7,"order":null,"parts":[{"weight":1,"order":null,"parts":null}]},"all":[],"labels":[],"byName":{},"return":null}""",
            json
        );
        Assert.Equal(JsonSerializer.Serialize(message, Oracle.Web), json);
    }

    [Theory]
    [InlineData("Delivery")]
    [InlineData("Weighed")]
    public void Unions_and_converters_come_down_to_them(string name)
    {
        var shape = JsonShapes.Get(name);
        var compared = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var message = shape.Create(seed);
            if (Oracle.TryEncode(shape, message) is null)
            {
                continue;
            }

            compared++;
            var difference = Deep.Difference(message, shape.Decode(shape.Encode(message)));
            Assert.True(difference is null, $"Seed {seed}: {difference}");
        }

        Assert.True(compared > 100, $"Only {compared} values can be said in JSON.");
    }

    [Fact]
    public void The_forms_are_those_of_the_types() =>
        Assert.Equal(
            ("""{"weight":{"text":"12"}}""", """{"byPost":{"parcel":{"weight":3,"order":null,"parts":null}}}"""),
            (
                Encoding.UTF8.GetString(JsonCodec.Encode(new Weighed(12))),
                Encoding.UTF8.GetString(JsonCodec.Encode<Delivery>(new Delivery.ByPost(new Carriers.Parcel { Weight = 3 })))
            )
        );

    [Theory]
    [InlineData("""{"from":{"width":1,"height":"x"}}""", "Drawing.from.height", 28)]
    [InlineData("""{"from":{"width":1}}""", "Drawing.price", 20)]
    [InlineData("""{"from":null}""", "Drawing.from", 8)]
    [InlineData("""{"from":{},"path":[{},[]]}""", "Drawing.path[1]", 22)]
    public void The_error_says_where(string json, string path, int offset)
    {
        var exception = Assert.Throws<MessageFormatException>(() => JsonMessageReader.Decode<Drawing>(Encoding.UTF8.GetBytes(json)));

        Assert.Equal((path, offset), (exception.FieldPath, exception.ByteOffset));
    }

    [Fact]
    public void What_its_constructor_throws_makes_the_bytes_wrong()
    {
        var exception = Assert.Throws<MessageFormatException>(() =>
            JsonMessageReader.Decode<Shipment>("""{"labels":[{"text":"a"},{"text":"refused"}]}"""u8)
        );

        Assert.Equal("Shipment.labels[1]", exception.FieldPath);
        Assert.IsType<ArgumentException>(exception.InnerException);
        Assert.Contains($"{typeof(Carriers.Label).FullName!.Replace('+', '.')} did not take", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_members_are_their_types_defaults_and_those_that_are_not_known_are_skipped()
    {
        var read = JsonMessageReader.Decode<Shipment>("""{"first":{"more":[1,{"size":"no"}],"IN <CM>":2}}"""u8);

        Assert.Equal(("", 2d, 0, null), (read.First!.Size, read.First.Height, read.First.Weight, read.First.Parts));
    }

    [Fact]
    public void An_object_of_a_derived_type_is_not_written()
    {
        var message = new Shipment(null, [], [], new() { ["a"] = s_box }, null);

        var exception = Assert.Throws<ArgumentException>(() => JsonCodec.Encode(message));

        Assert.Contains("part of it would be lost", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("size", JsonSerializer.Serialize(message, Oracle.Web), StringComparison.Ordinal);
    }

    [Fact]
    public void Null_that_is_not_nullable_is_not_written()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => JsonCodec.Encode(new Shipment(null, [null!], [], [], null)));

        Assert.Contains("Box is null", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_deep_is_too_deep_there_too()
    {
        var parcel = new Carriers.Parcel();
        for (var i = 0; i < 32; i++)
        {
            parcel = new Carriers.Parcel { Parts = [parcel] };
        }

        Assert.Throws<InvalidOperationException>(() => JsonCodec.Encode<Delivery>(new Delivery.ByPost(parcel)));
    }
}

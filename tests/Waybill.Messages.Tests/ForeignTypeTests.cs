using Waybill.Messages.Tests.Shapes;

namespace Waybill.Messages.Tests;

/// <summary>Types of others are nested messages; bytes by hand.</summary>
public sealed class ForeignTypeTests
{
    private static readonly Vendors.Price s_price = new(0, "EUR");

    [Fact]
    public void Their_properties_are_fields_in_the_order_of_declaration()
    {
        var message = new Drawing(new Vendors.Size(1, 2), null, [new Vendors.Size(0, 3)], s_price, new Vendors.Catalogue { Name = "n" });

        Assert.Equal(
            [
                .. (byte[])[1 << 3 | 2, 4, 1 << 3, 1, 2 << 3, 2],
                .. (byte[])[3 << 3 | 2, 2, 2 << 3, 3],
                .. (byte[])[4 << 3 | 2, 5, 2 << 3 | 2, 3, (byte)'E', (byte)'U', (byte)'R'],
                .. (byte[])[5 << 3 | 2, 3, 1 << 3 | 2, 1, (byte)'n'],
            ],
            Codec.Encode(message)
        );
    }

    [Fact]
    public void They_are_read_by_their_constructor_and_setters()
    {
        var catalogue = new Vendors.Catalogue
        {
            Name = "a",
            Prices = new() { ["x"] = s_price },
            Next = new Vendors.Catalogue { Name = "b" },
        };

        var read = Codec.RoundTrip(new Drawing(new Vendors.Size(1, 2), new Vendors.Size(3, 4), [], s_price, catalogue));

        Assert.Equal((new Vendors.Size(1, 2), new Vendors.Size(3, 4)), (read.From, read.To));
        Assert.Equal((0m, "EUR"), (read.Price.Amount, read.Price.Currency));
        Assert.Equal(("a", "b"), (read.Catalogue!.Name, read.Catalogue.Next!.Name));
        Assert.Equal("EUR", read.Catalogue.Prices["x"].Currency);
    }

    [Fact]
    public void One_that_is_missing_is_refused_and_null_where_it_may_be()
    {
        Assert.Equal("Drawing.From", Assert.Throws<MessageFormatException>(() => Codec.Decode<Drawing>([])).FieldPath);
        Assert.Null(Codec.Decode<Drawing>([1 << 3 | 2, 0, 4 << 3 | 2, 0]).Catalogue);
    }

    [Fact]
    public void Errors_name_the_member_in_them() =>
        Assert.Equal(
            "Drawing.Path[1].Height",
            Assert.Throws<MessageFormatException>(() => Codec.Decode<Drawing>([3 << 3 | 2, 0, 3 << 3 | 2, 2, 2 << 3, 0x80])).FieldPath
        );

    [Fact]
    public void An_object_of_a_derived_type_is_refused_by_the_writer() =>
        Assert.Throws<ArgumentException>(() => Codec.Encode(new Drawing(default, null, [], s_price, new Vendors.Derived())));
}

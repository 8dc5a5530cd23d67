using Waybill.Schemas;
using static Waybill.Shared.Tests.Schema.SchemaLines;

namespace Waybill.Shared.Tests.Schema;

/// <summary>What a lock file holds next: nothing that was used is forgotten, and what breaks readers waits until it is accepted.</summary>
public sealed class SchemaUpdateTests
{
    [Fact]
    public void A_name_in_JSON_stays_reserved_when_its_field_goes_or_gets_another()
    {
        var old = Set("message A", "field A 1 X x-ray singular int32", "field A 2 Y why singular int32", "field A 3 Z z singular int32");
        var @new = Set("message A", "field A 2 Y y singular int32", "field A 3 Z z singular int32");

        var next = SchemaUpdate.Next(old, @new, _ => true);

        Assert.Equal(
            Set(
                "message A",
                "field A 2 Y y singular int32",
                "field A 3 Z z singular int32",
                "reserved-number A 1",
                "reserved-name A X",
                "reserved-name A why",
                "reserved-name A x-ray"
            ),
            next
        );
        Assert.Empty(SchemaComparison.Compare(next, @new));
    }

    [Fact]
    public void A_value_that_is_gone_stays_reserved_until_it_comes_back()
    {
        var gone = Set("enum E", "value E 0 A", "value E 5 C", "reserved-value E 1 B", "reserved-value E 2 C");

        Assert.Equal(
            gone,
            SchemaUpdate.Next(
                Set("enum E", "value E 0 A", "value E 1 B", "value E 2 C"),
                Set("enum E", "value E 0 A", "value E 5 C"),
                _ => true
            )
        );
        Assert.Empty(SchemaComparison.Compare(gone, Set("enum E", "value E 0 A", "value E 5 C")));
        Assert.Equal(
            Set("enum E", "value E 0 A", "value E 1 B", "value E 5 C", "reserved-value E 2 C"),
            SchemaUpdate.Next(gone, Set("enum E", "value E 0 A", "value E 1 B", "value E 5 C"), _ => false)
        );
    }

    [Fact]
    public void What_is_not_accepted_stays_and_what_was_used_stays_reserved()
    {
        var old = Set(
            "message A",
            "field A 1 X x singular int32",
            "field A 2 Y y singular int32",
            "reserved-number A 7",
            "reserved-name A W",
            "message B",
            "field B 1 X x singular int32",
            "message C"
        );
        var @new = Set("message A", "field A 2 Y y singular int32", "field A 7 W w singular int32", "message B", "message D");

        Assert.Equal(
            Set(
                "message A",
                "field A 1 X x singular int32",
                "field A 2 Y y singular int32",
                "reserved-number A 7",
                "reserved-name A W",
                "message B",
                "field B 1 X x singular int32",
                "message C",
                "message D"
            ),
            SchemaUpdate.Next(old, @new, _ => false)
        );
        Assert.Equal(
            Set(
                "message A",
                "field A 2 Y y singular int32",
                "field A 7 W w singular int32",
                "reserved-number A 1",
                "reserved-name A X",
                "message B",
                "field B 1 X x singular int32",
                "message C",
                "message D"
            ),
            SchemaUpdate.Next(old, @new, name => name == "A")
        );
        Assert.Empty(SchemaComparison.Compare(SchemaUpdate.Next(old, @new, _ => true), @new));
    }

    [Fact]
    public void The_old_name_of_a_field_stays_reserved() =>
        Assert.Equal(
            Set("message A", "field A 1 Remark remark singular string", "reserved-name A Note"),
            SchemaUpdate.Next(
                Set("message A", "field A 1 Note note singular string"),
                Set("message A", "field A 1 Remark remark singular string"),
                _ => true
            )
        );

    [Fact]
    public void A_name_in_JSON_that_comes_back_is_reserved_no_more()
    {
        var renamed = SchemaUpdate.Next(Fields("1 A x singular int32"), Fields("1 A y singular int32"), static _ => true);

        var back = SchemaUpdate.Next(renamed, Fields("1 A x singular int32"), static _ => true);

        Assert.Equal(["x"], renamed.Messages[0].ReservedNames);
        Assert.Equal(["y"], back.Messages[0].ReservedNames);
    }

    /// <summary>What is kept for those who read it is kept with all that it is made of.</summary>
    [Theory]
    // Renamed, the enum with it.
    [InlineData("message N|field N 1 State state singular enum~T|enum T|value T 0 A")]
    // Of another type.
    [InlineData("message M|field M 1 State state singular string")]
    // Gone.
    [InlineData("message N")]
    public void An_enum_stays_as_long_as_a_message_names_it(string source)
    {
        var old = Set("message M", "field M 1 State state singular enum~E", "enum E", "value E 0 A", "reserved-value E 1 B");
        var @new = Set(source.Split('|'));

        var next = SchemaUpdate.Next(old, @new, _ => false);

        Assert.Equal(old.Messages[0], next.Message("M"));
        Assert.Equal(old.Enums[0], next.Enum("E"));
        Assert.Null(SchemaUpdate.Next(old, @new, name => name == "M").Enum("E"));
    }

    /// <summary>Its messages are still on their way, and what it reserved goes with it.</summary>
    [Fact]
    public void An_enum_that_is_renamed_keeps_what_was_reserved()
    {
        var old = Set(
            "message M",
            "field M 1 A a singular enum~E",
            "enum E",
            "value E 0 Open",
            "value E 1 Paid",
            "reserved-value E 2 Void"
        );
        var @new = Set("message M", "field M 1 A a singular enum~F", "enum F", "value F 0 Open", "value F 1 Paid");

        Assert.Equal(
            Set("message M", "field M 1 A a singular enum~F", "enum F", "value F 0 Open", "value F 1 Paid", "reserved-value F 2 Void"),
            SchemaUpdate.Next(old, @new, static _ => false)
        );
    }

    /// <summary>It is not lost before somebody has seen what broke.</summary>
    [Fact]
    public void An_enum_whose_change_is_not_accepted_stays_without_a_message()
    {
        var old = Set("message M", "field M 1 State state singular enum~E", "message N", "enum E", "value E 0 A", "value E 1 B");
        var @new = Set(
            "message M",
            "reserved-number M 1",
            "reserved-name M State",
            "message N",
            "field N 1 X x singular enum~E",
            "enum E",
            "value E 0 A"
        );

        Assert.Equal(old.Enums[0], SchemaUpdate.Next(old, @new, _ => false).Enum("E"));
    }
}

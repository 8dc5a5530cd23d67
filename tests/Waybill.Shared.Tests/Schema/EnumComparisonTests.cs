using Waybill.Schemas;
using static Waybill.Shared.Tests.Schema.SchemaLines;

namespace Waybill.Shared.Tests.Schema;

/// <summary>What is said of the values of an enum that move, come and are alike.</summary>
public sealed class EnumComparisonTests
{
    [Theory]
    [InlineData(
        "0 Open,1 Held,2 Paid,3 Sent",
        "E.Paid has number 2 (Sent's before) and had 1 (Held's now), Sent has number 3 and had 2 (Paid's now): readers of the other version take one for another, or for none. Give each its number again, and Held one that none had, such as 8."
    )]
    [InlineData(
        "0 Open,1 Held,2 Sent,3 Paid",
        "E.Paid has number 3 and had 1 (Held's now): readers of the other version take it for another value, or for none. Give it 1 again, and Held one that none had, such as 8."
    )]
    [InlineData(
        "0 Open,1 Held,1 Late,2 Sent,3 Paid",
        "E.Paid has number 3 and had 1 (Held's now): readers of the other version take it for another value, or for none. Give it 1 again, and Held and Late one that none had, such as 8."
    )]
    [InlineData(
        "0 Open,1 Held,2 Late,2 Paid,3 Sent",
        "E.Paid has number 2 (Sent's before) and had 1 (Held's now), Sent has number 3 and had 2 (Paid's now): readers of the other version take one for another, or for none. Give each its number again, and Held one that none had, such as 8. Late, another name of Paid now, goes with it."
    )]
    [InlineData(
        "0 Open,2 Paid,2 Sent",
        "E.Paid has number 2 (Sent's, so that the two are one now) and had 1: readers of the other version take it for another value, or for none. Give it 1 again."
    )]
    [InlineData(
        "0 Open,1 Sent",
        "E.Sent has number 1 (Paid's before) and had 2: readers of the other version take it for another value, or for none. Give it 2 again."
    )]
    [InlineData(
        "0 Open,1 Paid,7 Sent",
        "E.Sent has number 7 (Gone's before) and had 2: readers of the other version take it for another value, or for none. Give it 2 again."
    )]
    [InlineData(
        "0 New,1 Open,2 Paid,3 Sent",
        "E.Open has number 1 (Paid's before) and had 0 (New's now), Paid has number 2 (Sent's before) and had 1 (Open's now), Sent has number 3 and had 2 (Paid's now): readers of the other version take one for another, or for none. Give each its number again, and New one that none had, such as 8."
    )]
    public void Values_that_move_together_are_one_change(string @new, string text)
    {
        var old = Set("enum E", "value E 0 Open", "value E 1 Paid", "value E 2 Sent", "reserved-value E 7 Gone");

        var change = Assert.Single(SchemaComparison.Compare(old, Set(["enum E", .. @new.Split(',').Select(value => $"value E {value}")])));

        Assert.Equal((ChangeKind.ValueNumberChanged, Verdict.Breaks, text), (change.Kind, change.Verdict, change.Text));
    }

    /// <summary>The other that has the number had it before: it is another name of the value that moves away from it.</summary>
    [Fact]
    public void A_value_that_parts_from_another_name_of_it_may_come_back()
    {
        var change = Assert.Single(
            SchemaComparison.Compare(
                Set("enum E", "value E 1 Paid", "value E 1 Settled"),
                Set("enum E", "value E 1 Paid", "value E 2 Settled")
            )
        );

        Assert.Equal(
            "E.Settled has number 2 and had 1: readers of the other version take it for another value, or for none. Give it 1 again.",
            change.Text
        );
    }

    /// <summary>A number that every type under an enum has room for.</summary>
    [Fact]
    public void A_free_number_is_low_where_the_highest_is_not()
    {
        var old = Set("enum E", "value E 1 Paid", "value E 127 Lost", "reserved-value E 0 Gone");

        var change = SchemaComparison.Compare(old, Set("enum E", "value E 1 New", "value E 2 Paid", "value E 127 Lost"))[0];

        Assert.EndsWith("Give it 1 again, and New one that none had, such as 3.", change.Text, StringComparison.Ordinal);
    }

    /// <summary>Another name of <c>Read</c> may have been meant as a flag of its own: what is offered must be no combination.</summary>
    [Theory]
    [InlineData("0 None,1 Read,2 Write", 4)]
    [InlineData("1 Read,2 Write,4 Send", 8)]
    [InlineData("0 None,1 Read,2 Write,4 Send,7 All", 8)]
    [InlineData("1 Read,64 Write", 128)]
    [InlineData("1 Read,2 Write,2147483648 Send", 4294967296)]
    [InlineData("1 Read,2 Write,3 Send,4 Ask", 5)]
    [InlineData("0 None,1 Read", 2)]
    [InlineData("1 Read,2 Write,10 Send", 11)]
    public void A_free_number_among_flags_is_the_next_power_of_two(string values, long free)
    {
        var lines = values.Split(',').Select(value => "value E " + value).Prepend("enum E").ToArray();

        var change = Assert.Single(SchemaComparison.Compare(Set(lines), Set([.. lines, "value E 1 Other"])));

        Assert.EndsWith(
            $"Where it is meant as a value of its own, give it another, such as {free}.",
            change.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Of_many_values_that_move_some_are_named()
    {
        static SchemaSet Enum(int from) => Set(["enum E", .. Enumerable.Range(0, 50).Select(value => $"value E {value + from} V{value}")]);

        var change = Assert.Single(SchemaComparison.Compare(Enum(0), Enum(100)));

        Assert.Equal(
            "E.V0 has number 100 and had 0, V1 has number 101 and had 1, V2 has number 102 and had 2 and so on, 50 values: readers of the other version take one for another, or for none. Give each its number again.",
            change.Text
        );
    }

    /// <summary>One value tells what the enum has become; those that follow are values.</summary>
    [Theory]
    [InlineData("value E 0 A", "9223372036854775808 B,18446744073709551615 C", Verdict.Breaks, Verdict.Compatible)]
    [InlineData("value E 0 A", "9223372036854775807 B", Verdict.Compatible)]
    [InlineData("value E 9223372036854775808 A", "9223372036854775809 B", Verdict.Compatible)]
    [InlineData("reserved-value E 9223372036854775808 A", "9223372036854775809 B", Verdict.Compatible)]
    public void Values_that_only_an_enum_of_ulong_can_have(string old, string added, params object[] verdicts)
    {
        var enums = added.Split(',').Select(value => $"value E {value}");

        Assert.Equal(
            verdicts.Cast<Verdict>().Select(verdict => (ChangeKind.ValueAdded, verdict)),
            SchemaComparison
                .Compare(Set("enum E", old), Set(["enum E", .. old[0] == 'v' ? [old] : Array.Empty<string>(), .. enums]))
                .Select(change => (change.Kind, change.Verdict))
        );
    }

    [Theory]
    [InlineData("value E 1 X", ChangeKind.ValueNumberChanged)]
    [InlineData("value E 1 Y", ChangeKind.ValueAdded)]
    public void Another_name_of_a_value_is_seen(string alias, object kind)
    {
        var old = Set("enum E", "value E 1 A", "reserved-value E 2 X");

        var change = Assert.Single(SchemaComparison.Compare(old, Set("enum E", "value E 1 A", alias)));

        Assert.Equal(kind, change.Kind);
    }
}

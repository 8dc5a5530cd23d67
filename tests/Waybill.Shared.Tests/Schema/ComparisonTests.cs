using Waybill.Roslyn;
using Waybill.Schemas;
using static Waybill.Shared.Tests.Schema.SchemaLines;

namespace Waybill.Shared.Tests.Schema;

/// <summary>The verdicts. That they are true, the tests of docs/format/schema-evolution.md show with both versions at work.</summary>
public sealed class ComparisonTests
{
    private static IEnumerable<(ChangeKind, string?, Verdict)> Compare(SchemaSet old, SchemaSet @new) =>
        SchemaComparison.Compare(old, @new).Select(change => (change.Kind, change.Part, change.Verdict));

    [Theory]
    [InlineData("int32", "int32", null)]
    [InlineData("int32", "int64", Verdict.Compatible)]
    [InlineData("uint64", "int32", Verdict.Breaks)]
    [InlineData("int64", "uint64", Verdict.Breaks)]
    [InlineData("uint32", "uint64", Verdict.Compatible)]
    [InlineData("int32", "bool", Verdict.BreaksJson)]
    [InlineData("int32", "enum~E", Verdict.Compatible)]
    [InlineData("int32", "sint32", Verdict.Breaks)]
    [InlineData("float", "double", Verdict.Breaks)]
    [InlineData("string", "bytes", Verdict.BreaksJson)]
    [InlineData("bytes", "string", Verdict.Breaks)]
    [InlineData("string", "int32", Verdict.Breaks)]
    [InlineData("enum~E", "enum~Wider", Verdict.Compatible)]
    [InlineData("enum~Wider", "enum~E", Verdict.Breaks)]
    [InlineData("enum~E", "enum~Other", Verdict.Breaks)]
    [InlineData("waybill.Decimal", "double", Verdict.Breaks)]
    [InlineData("bytes", "bytes - uuid", Verdict.Breaks)]
    [InlineData("bytes - uuid", "bytes", Verdict.BreaksJson)]
    [InlineData("bytes - uuid", "string", Verdict.Breaks)]
    [InlineData("string - uri-reference", "string", Verdict.Compatible)]
    [InlineData("string", "string - uri-reference", Verdict.Breaks)]
    [InlineData("uint32 - char", "uint32", Verdict.BreaksJson)]
    [InlineData("sint32 - date", "sint32", Verdict.Breaks)]
    [InlineData("uint64 - time", "uint64", Verdict.BreaksJson)]
    [InlineData("float - half", "float", Verdict.Breaks)]
    [InlineData("float", "float - half", Verdict.Breaks)]
    [InlineData("float - half", "double", Verdict.Breaks)]
    [InlineData("int64", "enum~Great", Verdict.Breaks)]
    [InlineData("enum~Great", "uint64", Verdict.Compatible)]
    [InlineData("uint64", "enum~E", Verdict.Breaks)]
    [InlineData("enum~Wider", "uint64", Verdict.Breaks)]
    [InlineData("enum~E", "uint32", Verdict.Compatible)]
    public void Types(string old, string @new, object? verdict) =>
        Assert.Equal(
            verdict is Verdict expected ? [(ChangeKind.TypeChanged, "A", expected)] : [],
            Compare(Fields($"1 A a singular {old}"), Fields($"1 A a singular {@new}"))
        );

    [Theory]
    [InlineData("int32", "int64", Verdict.Compatible)]
    [InlineData("int32", "string", Verdict.Breaks)]
    [InlineData("bool", "int32", Verdict.BreaksJson)]
    [InlineData("uint64", "int64", Verdict.Breaks)]
    [InlineData("string", "string - - version", Verdict.Breaks)]
    [InlineData("string - - version", "string", Verdict.Compatible)]
    [InlineData("sint32 - - date", "sint32", Verdict.Breaks)]
    [InlineData("uint64", "uint64 - - time", Verdict.Breaks)]
    public void Keys(string old, string @new, object verdict) =>
        Assert.Equal(
            [(ChangeKind.TypeChanged, "A", (Verdict)verdict)],
            Compare(Fields($"1 A a map string {old}"), Fields($"1 A a map string {@new}"))
        );

    [Fact]
    public void Keys_and_values_at_once() =>
        Assert.Equal(
            [(ChangeKind.TypeChanged, "A", Verdict.BreaksJson)],
            Compare(Fields("1 A a map int32 uint32 - - char"), Fields("1 A a map int64 uint32"))
        );

    [Theory]
    [InlineData("singular int32", "optional int32", Verdict.BreaksJson)]
    [InlineData("optional int32", "singular int32", Verdict.BreaksJson)]
    [InlineData("singular bytes", "optional bytes", Verdict.Compatible)]
    [InlineData("optional string - version", "singular string - version", Verdict.Compatible)]
    [InlineData("singular message~P", "optional message~P", Verdict.Breaks)]
    [InlineData("optional message~P", "singular message~P", Verdict.Breaks)]
    [InlineData("singular int32", "repeated int32", Verdict.Breaks)]
    [InlineData("repeated string", "optional string", Verdict.Breaks)]
    public void Labels(string old, string @new, object verdict) =>
        Assert.Equal([(ChangeKind.LabelChanged, "A", (Verdict)verdict)], Compare(Fields($"1 A a {old}"), Fields($"1 A a {@new}")));

    [Theory]
    [InlineData("singular int32", "optional int32 - - - - - 5")]
    [InlineData("optional int32 - - - - - 5", "singular int32")]
    [InlineData("optional bool", "optional bool - - - - - true")]
    [InlineData("optional int32 - - - - - 5", "optional int32 - - - - - 6")]
    public void Defaults(string old, string @new) =>
        Assert.Equal([(ChangeKind.DefaultChanged, "A", Verdict.Breaks)], Compare(Fields($"1 A a {old}"), Fields($"1 A a {@new}")));

    [Theory]
    [InlineData(
        "singular int32",
        "optional int32 - - - - - 5",
        "has the default 5 and had none: what old writers leave out, zero or null, reads as 5. Leave the default out, or add a field that has one."
    )]
    [InlineData(
        "optional int32 - - - - - 5",
        "singular int32",
        "has no default and had 5: what new writers leave out, zero or null, old readers read as 5. Leave the default, or add a field that has none."
    )]
    [InlineData(
        "optional int32 - - - - - 5",
        "optional int32 - - - - - 6",
        "has the default 6 and had 5: where the field is left out, as in messages from before it came, each version reads its own. Leave the default, or add a field that has another."
    )]
    [InlineData(
        "optional int32 - - - - sensitive 5",
        "optional int32 - - - - sensitive 6",
        "has another default: where the field is left out, as in messages from before it came, each version reads its own. Leave the default, or add a field that has another."
    )]
    public void What_is_said_of_defaults(string old, string @new, string text) =>
        Assert.Equal($"M.A {text}", Assert.Single(SchemaComparison.Compare(Fields($"1 A a {old}"), Fields($"1 A a {@new}"))).Text);

    /// <summary>A list has none, so that only the label says something.</summary>
    [Fact]
    public void A_default_that_goes_with_a_list_is_one_change() =>
        Assert.Equal(
            [(ChangeKind.LabelChanged, "A", Verdict.Breaks)],
            Compare(Fields("1 A a optional int32 - - - - - 5"), Fields("1 A a repeated int32"))
        );

    /// <summary>Naming by another policy changes every name of several words, and no reader of Waybill's notices.</summary>
    [Fact]
    public void What_is_said_of_names_in_JSON_that_are_alike() =>
        Assert.Equal(
            "M.OrderId is 'order_id' in JSON and was 'orderId': Waybill's readers find 'orderId' under 'order_id', and only others that look for the one as it is written do not find the other.",
            Assert
                .Single(SchemaComparison.Compare(Fields("1 OrderId orderId singular string"), Fields("1 OrderId order_id singular string")))
                .Text
        );

    /// <summary>What the enum lost under its old name is not free under the new one.</summary>
    [Theory]
    [InlineData(
        "value E 0 Open,value E 1 Paid,reserved-value E 2 Void",
        "value F 0 Open,value F 1 Paid,value F 2 Shipped",
        Verdict.Breaks,
        "F.Shipped has number 2, which was Void's"
    )]
    [InlineData(
        "value E 0 Open,value E 7 Paid",
        "value F 0 Open,value F 7 Paid,value F 9223372036854775808 Top",
        Verdict.Breaks,
        "F.Top (number 9223372036854775808) is the first beyond"
    )]
    [InlineData(
        "value E 0 Open,reserved-value E 9223372036854775808 Top",
        "value F -1 Neg,value F 0 Open",
        Verdict.Breaks,
        "F.Neg (number -1) is the first below 0"
    )]
    [InlineData(
        "value E 0 Open,reserved-value E 2 Void",
        "value F 0 Open,value F 1 Paid",
        Verdict.Compatible,
        "M.A is enum F and was enum E: the same on the wire"
    )]
    public void An_enum_that_is_renamed_is_compared(string old, string @new, object verdict, string text)
    {
        static SchemaSet Enum(string name, string values) =>
            Set(["message M", $"field M 1 A a singular enum~{name}", $"enum {name}", .. values.Split(',')]);

        var change = SchemaComparison.Compare(Enum("E", old), Enum("F", @new)).Single(change => change.Kind == ChangeKind.TypeChanged);

        Assert.Equal((Verdict)verdict, change.Verdict);
        Assert.Contains(text, change.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127", false)]
    [InlineData("300", true)]
    [InlineData("-1", true)]
    public void What_is_said_of_a_value_that_a_small_type_has_no_room_for(string number, bool isRefused)
    {
        var change = Assert.Single(
            SchemaComparison.Compare(Set("enum E", "value E 0 A"), Set("enum E", "value E 0 A", $"value E {number} B"))
        );

        Assert.Equal(
            isRefused,
            change.Text.Contains(", or refuse it where the type under their enum has no room for it.", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Fields_that_come()
    {
        Assert.Equal([(ChangeKind.FieldAdded, "A", Verdict.Compatible)], Compare(Fields(), Fields("1 A a singular int32")));
        Assert.Equal([(ChangeKind.FieldAdded, "A", Verdict.Compatible)], Compare(Fields(), Fields("1 A a optional message~P")));
        Assert.Equal([(ChangeKind.FieldAdded, "A", Verdict.Breaks)], Compare(Fields(), Fields("1 A a singular message~P")));
        Assert.Equal(
            [(ChangeKind.NumberReused, "A", Verdict.Breaks)],
            Compare(Fields("reserved-number 1"), Fields("1 A a singular int32"))
        );
        Assert.Equal([(ChangeKind.NumberReused, "A", Verdict.Breaks)], Compare(Fields("reserved-name A"), Fields("1 A a singular int32")));
    }

    [Fact]
    public void Cases_that_come_and_go()
    {
        var two = Fields("1 A a optional message~P - - case", "2 B b optional message~P - - case");
        Assert.Equal([(ChangeKind.FieldAdded, "B", Verdict.Breaks)], Compare(Fields("1 A a optional message~P - - case"), two));
        Assert.Equal(
            [(ChangeKind.FieldRemoved, "B", Verdict.Breaks), (ChangeKind.Reserved, null, Verdict.Compatible)],
            Compare(two, Fields("1 A a optional message~P - - case", "reserved-number 2", "reserved-name B"))
        );
    }

    [Fact]
    public void Fields_that_go()
    {
        var old = Fields("1 A a optional message~P");
        Assert.Equal([(ChangeKind.FieldRemoved, "A", Verdict.Breaks)], Compare(old, Fields()));
        Assert.Equal(
            [(ChangeKind.FieldRemoved, "A", Verdict.BreaksJson), (ChangeKind.Reserved, null, Verdict.Compatible)],
            Compare(old, Fields("reserved-number 1"))
        );
        Assert.Equal(
            [(ChangeKind.FieldRemoved, "A", Verdict.Compatible), (ChangeKind.Reserved, null, Verdict.Compatible)],
            Compare(old, Fields("reserved-number 1", "reserved-name A"))
        );
        Assert.Equal(
            [(ChangeKind.FieldRemoved, "A", Verdict.Breaks), (ChangeKind.Reserved, null, Verdict.Compatible)],
            Compare(Fields("1 A a singular message~P"), Fields("reserved-number 1", "reserved-name A"))
        );
    }

    [Fact]
    public void Fields_that_move()
    {
        var old = Fields("1 A a singular int32", "2 B b singular int32");
        Assert.Equal(
            [(ChangeKind.NumberChanged, "A", Verdict.Breaks), (ChangeKind.NumberChanged, "B", Verdict.Breaks)],
            Compare(old, Fields("2 A a singular int32", "1 B b singular int32"))
        );
        Assert.Equal(
            [(ChangeKind.NumberChanged, "A", Verdict.Breaks), (ChangeKind.NumberReused, "C", Verdict.Breaks)],
            Compare(old, Fields("3 A a singular int32", "2 B b singular int32", "1 C c singular int32"))
        );
        Assert.Equal(
            [(ChangeKind.FieldRenamed, "C", Verdict.BreaksJson)],
            Compare(old, Fields("1 C c singular int32", "2 B b singular int32"))
        );
        Assert.Equal(
            [(ChangeKind.FieldRenamed, "C", Verdict.Compatible)],
            Compare(old, Fields("1 C a singular int32", "2 B b singular int32"))
        );
        Assert.Equal(
            [(ChangeKind.FieldRenamed, "C", Verdict.BreaksJson), (ChangeKind.TypeChanged, "C", Verdict.Breaks)],
            Compare(old, Fields("1 C c singular string", "2 B b singular int32"))
        );
        Assert.Equal(
            [(ChangeKind.JsonNameChanged, "A", Verdict.BreaksJson)],
            Compare(old, Fields("1 A x singular int32", "2 B b singular int32"))
        );
        Assert.Equal(
            [(ChangeKind.JsonNameChanged, "A", Verdict.Compatible)],
            Compare(old, Fields("1 A _A singular int32", "2 B b singular int32"))
        );
        Assert.Equal(
            [(ChangeKind.OneOfChanged, "A", Verdict.Breaks)],
            Compare(old, Fields("1 A a singular int32 - - Payment", "2 B b singular int32"))
        );
    }

    [Fact]
    public void Names_in_JSON_that_another_field_takes()
    {
        var old = Fields("1 A a singular int32", "2 B b singular int32");
        Assert.Equal(
            [(ChangeKind.FieldAdded, "C", Verdict.Compatible), (ChangeKind.JsonNameReused, "C", Verdict.BreaksJson)],
            Compare(old, Fields("1 A a singular int32", "2 B b singular int32", "3 C A singular int32"))
        );
        Assert.Equal(
            [
                (ChangeKind.FieldRemoved, "B", Verdict.Compatible),
                (ChangeKind.FieldAdded, "C", Verdict.Compatible),
                (ChangeKind.JsonNameReused, "C", Verdict.BreaksJson),
                (ChangeKind.Reserved, null, Verdict.Compatible),
            ],
            Compare(old, Fields("1 A a singular int32", "3 C b singular int32", "reserved-number 2", "reserved-name B"))
        );
        Assert.Equal(
            [
                (ChangeKind.JsonNameChanged, "A", Verdict.BreaksJson),
                (ChangeKind.JsonNameChanged, "B", Verdict.BreaksJson),
                (ChangeKind.JsonNameReused, "A", Verdict.BreaksJson),
                (ChangeKind.JsonNameReused, "B", Verdict.BreaksJson),
            ],
            Compare(old, Fields("1 A b singular int32", "2 B a singular int32"))
        );
    }

    /// <summary>Readers find a name whatever its case and separators.</summary>
    [Theory]
    [InlineData("reserved-name OrderId", "order_id", true)]
    [InlineData("reserved-name orderId", "ORDER-ID", true)]
    [InlineData("reserved-name OrderId", "orderIds", false)]
    public void Names_in_JSON_that_were_used_before(string reserved, string json, bool isReused) =>
        Assert.Equal(
            isReused
                ? [(ChangeKind.FieldAdded, "C", Verdict.Compatible), (ChangeKind.JsonNameReused, "C", Verdict.BreaksJson)]
                : [(ChangeKind.FieldAdded, "C", Verdict.Compatible)],
            Compare(Fields(reserved), Fields($"1 C {json} singular int32"))
        );

    [Fact]
    public void Messages()
    {
        Assert.Equal([(ChangeKind.MessageAdded, null, Verdict.Compatible)], Compare(Set(), Set("message M")));
        Assert.Equal([(ChangeKind.MessageRemoved, null, Verdict.Breaks)], Compare(Set("message M"), Set()));
    }

    [Theory]
    [InlineData("0 A,1 B", "0 A,1 B,2 C", ChangeKind.ValueAdded, "C", Verdict.Compatible)]
    [InlineData("0 A,1 B", "0 A", ChangeKind.ValueRemoved, "B", Verdict.Breaks)]
    [InlineData("0 A,1 B", "0 A,1 C", ChangeKind.ValueRenamed, "C", Verdict.Compatible)]
    [InlineData("0 A,1 B", "0 A,2 B", ChangeKind.ValueNumberChanged, "B", Verdict.Breaks)]
    [InlineData("0 A,0 B", "0 A", null, null, null)]
    public void Values_of_enums(string old, string @new, object? kind, string? value, object? verdict)
    {
        static SchemaSet Enum(string values) => Set(["enum E", .. values.Split(',').Select(value => $"value E {value}")]);

        Assert.Equal(kind is null ? [] : [((ChangeKind)kind, value, (Verdict)verdict!)], Compare(Enum(old), Enum(@new)));
    }

    /// <summary>What the lock file remembers of values that are gone.</summary>
    [Theory]
    [InlineData("0 A,2 C", ChangeKind.ValueAdded, Verdict.Compatible)]
    [InlineData("0 A,1 B", ChangeKind.ValueAdded, Verdict.Compatible)]
    [InlineData("0 A,1 C", ChangeKind.ValueReused, Verdict.Breaks)]
    [InlineData("0 A,2 B", ChangeKind.ValueNumberChanged, Verdict.Breaks)]
    public void Values_that_come_after_one_has_gone(string @new, object kind, object verdict) =>
        Assert.Equal(
            [((ChangeKind)kind, @new[^1..], (Verdict)verdict)],
            Compare(
                Set("enum E", "value E 0 A", "reserved-value E 1 B"),
                Set(["enum E", .. @new.Split(',').Select(value => $"value E {value}")])
            )
        );

    [Fact]
    public void A_schema_is_as_itself() => Assert.Empty(SchemaComparison.Compare(SchemaSamples.Full, SchemaSamples.Full));

    [Fact]
    public void A_name_that_was_only_one_in_JSON_is_free_for_a_field_that_has_another_there()
    {
        var renamed = SchemaUpdate.Next(Fields("1 A status singular int32"), Fields("1 A a2 singular int32"), static _ => true);

        var changes = SchemaComparison.Compare(renamed, Fields("1 A a2 singular int32", "2 Status state singular int32"));

        Assert.Equal([ChangeKind.FieldAdded], changes.Select(static change => change.Kind));
    }

    /// <summary>Once the name is back it is the field's own again; before, nobody knows whose it was.</summary>
    [Theory]
    [InlineData("1 A x singular int32")]
    [InlineData("1 B x singular int32")]
    public void A_name_in_JSON_that_comes_back_is_one_change(string back)
    {
        var renamed = SchemaUpdate.Next(Fields("1 A x singular int32"), Fields("1 A y singular int32"), static _ => true);

        var change = Assert.Single(SchemaComparison.Compare(renamed, Fields(back)));

        Assert.Equal(Verdict.BreaksJson, change.Verdict);
        Assert.EndsWith(
            " 'x' was in use before: unless it was this field's, old JSON is read as what it is not.",
            change.Text,
            StringComparison.Ordinal
        );
    }

    /// <summary>Its type goes with it, and bears the name of no message.</summary>
    [Fact]
    public void A_case_that_goes_is_one_change()
    {
        var old = Set(
            "message Payment",
            "field Payment 1 Card card optional message~Payment.Card - - case",
            "field Payment 2 Cash cash optional message~Payment.Cash - - case",
            "message Payment.Card",
            "message Payment.Cash"
        );
        var @new = Set("message Payment", "field Payment 1 Card card optional message~Payment.Card - - case", "message Payment.Card");

        Assert.Equal([(ChangeKind.FieldRemoved, "Cash", Verdict.Breaks)], Compare(old, @new));
        Assert.Equal([(ChangeKind.MessageRemoved, null, Verdict.Breaks)], Compare(old, Set()));
        Assert.Equal(old, SchemaUpdate.Next(old, @new, _ => false));
        Assert.Equal(
            Set(
                "message Payment",
                "field Payment 1 Card card optional message~Payment.Card - - case",
                "reserved-number Payment 2",
                "reserved-name Payment Cash",
                "message Payment.Card"
            ),
            SchemaUpdate.Next(old, @new, name => name == "Payment")
        );
    }

    /// <summary>Root and case go together, and the root says it.</summary>
    [Fact]
    public void A_case_that_comes_is_one_change()
    {
        var old = Set(
            "message Payment",
            "field Payment 1 Card card optional message~Payment.Card - - case",
            "message Payment.Card",
            "field Payment.Card 1 Number number singular string"
        );
        var @new = Set(
            "message Payment",
            "field Payment 1 Card card optional message~Payment.Card - - case",
            "field Payment 2 Cash cash optional message~Payment.Cash - - case",
            "message Payment.Card",
            "field Payment.Card 1 Number number singular string",
            "field Payment.Card 2 Holder holder singular string",
            "message Payment.Cash",
            "field Payment.Cash 1 Coin coin singular enum~Coin",
            "enum Coin",
            "value Coin 0 Cent"
        );
        var withHolder = Set(
            "message Payment",
            "field Payment 1 Card card optional message~Payment.Card - - case",
            "message Payment.Card",
            "field Payment.Card 1 Number number singular string",
            "field Payment.Card 2 Holder holder singular string"
        );

        Assert.Equal(
            [(ChangeKind.FieldAdded, "Payment"), (ChangeKind.EnumAdded, "Coin")],
            SchemaComparison.Compare(withHolder, @new).Select(static change => (change.Kind, change.Owner))
        );
        Assert.Equal(
            [(ChangeKind.MessageAdded, "Payment"), (ChangeKind.EnumAdded, "Coin")],
            SchemaComparison.Compare(Set(), @new).Select(static change => (change.Kind, change.Owner))
        );
        Assert.Equal(withHolder, SchemaUpdate.Next(old, @new, _ => false));
        Assert.Equal(@new, SchemaUpdate.Next(old, @new, name => name == "Payment"));
        // A file into which the case came alone does not lose it.
        var alone = SchemaSet.Of([withHolder.Messages[0], .. @new.Messages.Skip(1)], @new.Enums);
        Assert.Equal(alone, SchemaUpdate.Next(alone, @new, _ => false));
    }

    /// <summary>As a merge may leave it: the root is no news then, and its case is.</summary>
    [Fact]
    public void A_case_of_which_only_the_root_knows_is_new()
    {
        var @new = Set("message Payment", "field Payment 1 Card card optional message~Payment.Card - - case", "message Payment.Card");
        var old = Set("message Payment", "field Payment 1 Card card optional message~Payment.Card - - case");

        Assert.Equal([(ChangeKind.MessageAdded, null, Verdict.Compatible)], Compare(old, @new));
        Assert.Equal(@new, SchemaUpdate.Next(old, @new, _ => false));
    }

    [Theory]
    [InlineData(
        "1 A order singular string",
        "1 A a singular string",
        " nobody finds 'order' under 'a'. Put [JsonPropertyName(\"order\")] on it."
    )]
    [InlineData("1 A a singular string", "1 B b singular string", " nobody finds 'a' under 'b'. Put [JsonPropertyName(\"a\")] on it.")]
    [InlineData("1 A a optional int32", "1 A a singular int32", " it is not nullable. Leave it as it was.")]
    [InlineData("1 A a singular int32", "1 A a optional int32", " it is not nullable. Leave it as it was.")]
    [InlineData(
        "1 A a optional google.protobuf.Duration",
        "1 A a singular google.protobuf.Duration",
        " it is not nullable. Leave it as it was."
    )]
    public void The_way_out_is_said_of_what_breaks_JSON(string old, string @new, string wayOut)
    {
        var change = SchemaComparison.Compare(Fields(old), Fields(@new)).Single();

        Assert.Equal(Verdict.BreaksJson, change.Verdict);
        Assert.EndsWith(wayOut, change.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_in_JSON_that_another_field_has_taken_is_not_advised() =>
        Assert.DoesNotContain(
            SchemaComparison.Compare(
                Fields("1 A a singular string", "2 B b singular string"),
                Fields("1 A b singular string", "2 B a singular string")
            ),
            change => change.Text.Contains("Put [JsonPropertyName(", StringComparison.Ordinal)
        );

    /// <summary>To reserve it at once would lose the messages that are left.</summary>
    [Fact]
    public void A_case_is_kept_until_no_message_is_one()
    {
        static string Text(params string[] reserved) =>
            SchemaComparison
                .Compare(
                    Set(
                        "message M",
                        "field M 1 A a optional message~M.A - - case",
                        "field M 2 B b optional message~M.B - - case",
                        "message M.A",
                        "message M.B"
                    ),
                    Set(["message M", "field M 1 A a optional message~M.A - - case", .. reserved, "message M.A"])
                )
                .Single(change => change.Kind == ChangeKind.FieldRemoved)
                .Text;

        Assert.Equal(
            "M.B was a case, and new readers refuse a message that is one. Keep it until no such message is left; then put [Reserved(2, \"B\")] on the type and accept it.",
            Text()
        );
        Assert.Equal(
            "M.B was a case, and new readers refuse a message that is one. Keep it until no such message is left.",
            Text("reserved-number M 2", "reserved-name M B")
        );
    }
}

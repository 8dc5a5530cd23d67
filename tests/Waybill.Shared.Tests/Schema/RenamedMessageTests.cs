using Waybill.Schemas;
using Waybill.Wire;
using static Waybill.Shared.Tests.Schema.SchemaLines;

namespace Waybill.Shared.Tests.Schema;

/// <summary>What is said of messages, nested ones and cases of unions that are there under another name.</summary>
public sealed class RenamedMessageTests
{
    private static SchemaSet Parcel(string at, params string[] members) =>
        Set([
            "message Parcel",
            $"field Parcel 1 At at singular message~{at}",
            .. new[] { $"message {at}" }.Concat(members.Select(member => $"field {at} {member}")),
        ]);

    /// <summary>The name of a nested message is not among the bytes: what holds it reads as before, and only by itself nobody knows it any more.</summary>
    [Fact]
    public void A_nested_message_that_is_renamed_breaks_its_own_name_alone()
    {
        string[] members = ["1 X x singular int32", "2 Next next optional message~"];
        var changes = SchemaComparison.Compare(
            Parcel("Tree", [members[0], members[1] + "Tree"]),
            Parcel("Node", [members[0], members[1] + "Node"])
        );

        Assert.Equal(
            [
                (ChangeKind.MessageAdded, "Node", Verdict.Compatible, "Node is new."),
                (
                    ChangeKind.TypeChanged,
                    "Parcel",
                    Verdict.Compatible,
                    "Parcel.At is message Node and was message Tree: its members are the same, and the name of a nested message is not on the wire."
                ),
                (
                    ChangeKind.MessageRemoved,
                    "Tree",
                    Verdict.Breaks,
                    "Tree was removed: nothing handles the messages of that name that are on their way. If it is Node now, which has the same members, give Node [Message(Name = \"Tree\")]. "
                        + "A type of somebody else's ([assembly: MessageFor]) is never sent by itself, and what holds it reads as before."
                ),
            ],
            changes.Select(change => (change.Kind, change.Owner, change.Verdict, change.Text))
        );
    }

    [Theory]
    [InlineData("1 X x singular int64")]
    [InlineData("1 Y y singular int32")]
    [InlineData("1 X x singular int32,2 Y y singular int32")]
    [InlineData("1 X x singular message~Parcel")]
    public void A_nested_message_that_is_another_breaks(string members)
    {
        var changes = SchemaComparison.Compare(Parcel("Tree", "1 X x singular int32"), Parcel("Node", members.Split(',')));

        Assert.Equal(Verdict.Breaks, changes.Single(change => change.Owner == "Parcel").Verdict);
        Assert.StartsWith("Tree was removed or renamed: ", changes.Single(change => change.Owner == "Tree").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_may_have_become_several_has_no_heir()
    {
        var change = SchemaComparison.Compare(Set("message A"), Set("message B", "message C"))[0];

        Assert.Equal(
            "A was removed or renamed: nothing handles the messages of that name that are on their way. Give the type that it became [Message(Name = \"A\")].",
            change.Text
        );
        Assert.Equal(
            "A was removed: nothing handles the messages of that name that are on their way. If it is B now, which has the same members, give B [Message(Name = \"A\")].",
            SchemaComparison
                .Compare(Set("message A", "field A 1 X x singular int32"), Set("message B", "field B 1 X x singular int32"))[0]
                .Text
        );
    }

    /// <summary>That two messages hold nothing does not make them one.</summary>
    [Fact]
    public void A_message_without_members_has_no_heir() =>
        Assert.Equal(
            "A was removed or renamed: nothing handles the messages of that name that are on their way. Give the type that it became [Message(Name = \"A\")].",
            SchemaComparison.Compare(Set("message A"), Set("message B"))[0].Text
        );

    /// <summary>What the lock file knew of the old name, such as a number that was skipped, the new one lacks.</summary>
    [Fact]
    public void A_nested_message_with_other_numbers_gets_those_of_its_name()
    {
        var changes = SchemaComparison.Compare(
            Parcel("Tree", "1 X x singular int32", "3 Y y singular int32"),
            Parcel("Node", "1 Y y singular int32", "2 X x singular int32")
        );

        Assert.Equal(
            "Parcel.At is message Node and was message Tree: its members have other numbers, so that readers of the other version do not find them. "
                + "Give Node [Message(Name = \"Tree\")], and it has those of Tree.",
            changes.Single(change => change is { Owner: "Parcel", Verdict: Verdict.Breaks }).Text
        );
        Assert.Contains(
            "If it is Node now, which has the same members, give Node [Message(Name = \"Tree\")].",
            changes.Single(change => change.Owner == "Tree").Text,
            StringComparison.Ordinal
        );
    }

    /// <summary>Parcels that were written before have it still: a later member of the new name must not take what the old one had.</summary>
    [Fact]
    public void A_nested_message_that_is_renamed_keeps_what_was_reserved()
    {
        static SchemaSet Named(string tree, string leaf, params string[] more) =>
            Set([
                "message Parcel",
                $"field Parcel 1 At at singular message~{tree}",
                $"message {tree}",
                $"field {tree} 1 X x singular int32",
                $"field {tree} 2 Leaf leaf optional message~{leaf}",
                .. more.Select(line => line.Replace("Tree", tree, StringComparison.Ordinal))
                    .Where(line => line.Contains(tree + " ", StringComparison.Ordinal)),
                $"message {leaf}",
                $"field {leaf} 1 Z z singular int32",
                .. more.Select(line => line.Replace("Leaf", leaf, StringComparison.Ordinal))
                    .Where(line => line.Contains(leaf + " ", StringComparison.Ordinal)),
            ]);

        string[] reserved = ["reserved-number Tree 3", "reserved-name Tree Gone", "reserved-number Leaf 7", "reserved-name Leaf Old"];
        var next = SchemaUpdate.Next(Named("Tree", "Leaf", reserved), Named("Node", "Blade"), accepts: _ => true);

        Assert.Equal(Named("Node", "Blade", reserved), next);
        var later = SchemaUpdate.Next(Named("Tree", "Leaf", reserved), Named("Node", "Blade"), accepts: _ => false);
        Assert.Equal(next.Message("Node"), later.Message("Node"));
        Assert.Equal(next.Message("Blade"), later.Message("Blade"));
        Assert.Contains(
            SchemaComparison.Compare(next, Named("Node", "Blade", "field Tree 3 New new singular int32")),
            change => change is { Kind: ChangeKind.NumberReused, Owner: "Node", Verdict: Verdict.Breaks }
        );
    }

    /// <summary>Its name in JSON is the one that it had: [Reserved] with it would refuse the member.</summary>
    [Fact]
    public void A_member_that_is_spelled_otherwise_needs_the_number_that_it_had()
    {
        string[] lines = ["message A", "field A 1 Id id singular int32", "field A 2 Url url singular string"];
        var removed = SchemaComparison
            .Compare(Set(lines), Set(lines[0], lines[1], "field A 3 URL url singular string"))
            .Single(change => change.Kind == ChangeKind.FieldRemoved);

        Assert.Equal(
            "A.Url was removed, and what old messages have under its number 2 nobody finds. If it is URL now, put [Field(2)] on URL.",
            removed.Text
        );
        Assert.Equal((Verdict.Breaks, 0), (removed.Verdict, removed.OldNumber));
        Assert.All(
            SchemaComparison.Compare(Set(lines), Set(lines[0], lines[1], "field A 2 URL url singular string")),
            change => Assert.Equal(Verdict.Compatible, change.Verdict)
        );
        var retyped = SchemaComparison
            .Compare(Set(lines), Set(lines[0], lines[1], "field A 3 URL url singular bytes"))
            .Single(change => change.Kind == ChangeKind.FieldRemoved);
        Assert.EndsWith("Put [Reserved(2, \"Url\")] on the type.", retyped.Text, StringComparison.Ordinal);
    }

    /// <summary>The number keeps it in Protobuf alone: in JSON a case is found by its type's name, as the parser has it.</summary>
    [Fact]
    public void A_case_that_is_renamed_needs_the_number_that_it_had_and_breaks_in_JSON()
    {
        static SchemaSet Payment(string @case, int number) =>
            Set(
                "message Payment",
                $"field Payment {number} {@case} {JsonMemberName.Of(@case, JsonNaming.CamelCase)} optional message~Payment.{@case} - - case",
                $"message Payment.{@case}",
                $"field Payment.{@case} 1 Number number singular string"
            );

        Assert.Equal(
            "Payment.Card was a case, and new readers refuse a message that is one. Keep it until no such message is left; then put [Reserved(1, \"Card\")] on the type and accept it. If it is Kard now, put [Field(1)] on Kard instead: "
                + "that keeps it in Protobuf, but JSON names a case by its type, 'kard' now and 'card' before. Only a case that is called Card keeps that.",
            SchemaComparison.Compare(Payment("Card", 1), Payment("Kard", 2))[0].Text
        );
        Assert.Equal(Verdict.BreaksJson, SchemaComparison.Compare(Payment("Card", 1), Payment("Kard", 1)).Max(change => change.Verdict));
        Assert.EndsWith(
            "put [Field(1)] on CARD instead: that keeps it in Protobuf.",
            SchemaComparison.Compare(Payment("Card", 1), Payment("CARD", 2))[0].Text,
            StringComparison.Ordinal
        );
    }

    /// <summary>To reserve the number would lose what old messages have.</summary>
    [Theory]
    [InlineData(
        "3 Title title singular string",
        " If it is Title now, put [Field(2)] on Title instead, and [JsonPropertyName(\"name\")] for JSON."
    )]
    [InlineData("3 Title title singular bytes", "")]
    [InlineData("3 Title title optional string", "")]
    public void A_field_that_is_renamed_may_have_the_number_that_it_had(string field, string wayOut) =>
        Assert.Equal(
            "M.Name was removed and its number 2 is not reserved: a later field could take it, and old messages be read as what they are not. "
                + $"Put [Reserved(2, \"Name\")] on the type.{wayOut}",
            SchemaComparison
                .Compare(Fields("1 Id id singular int32", "2 Name name singular string"), Fields("1 Id id singular int32", field))
                .Single(change => change.Kind == ChangeKind.FieldRemoved)
                .Text
        );

    /// <summary>Which of them it is nobody knows.</summary>
    [Theory]
    [InlineData("4 Title title singular string", "5 Text text singular string")]
    [InlineData("1 Id id singular int32", "4 Title title singular string")]
    public void Of_several_fields_none_is_said_to_be_renamed(string first, string second) =>
        Assert.DoesNotContain(
            SchemaComparison.Compare(
                Fields("1 Id id singular int32", "2 Name name singular string", "3 Note note singular string"),
                Fields(first, second)
            ),
            change => change.Text.Contains("If it is", StringComparison.Ordinal)
        );

    [Fact]
    public void A_message_that_is_renamed_may_have_the_number_that_it_had()
    {
        static SchemaSet At(string field) =>
            Set("message M", $"field M {field} singular message~P", "message P", "field P 1 X x singular int32");

        Assert.EndsWith(
            " If it is To now, put [Field(1)] on To instead, and [JsonPropertyName(\"at\")] for JSON.",
            SchemaComparison.Compare(At("1 At at"), At("2 To to")).Single(change => change.Kind == ChangeKind.FieldRemoved).Text,
            StringComparison.Ordinal
        );
    }
}

using Waybill.Schemas;
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
                    "Tree was renamed to Node: nothing handles the messages of that name that are on their way. If Node is yours, give it [Message(Name = \"Tree\")]. "
                        + "A type of somebody else's ([assembly: MessageFor]) is never sent by itself, and what holds it reads as before."
                ),
            ],
            changes.Select(change => (change.Kind, change.Owner, change.Verdict, change.Text))
        );
    }

    [Theory]
    [InlineData("1 X x singular int64")]
    [InlineData("2 X x singular int32")]
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
            "A was renamed to B: nothing handles the messages of that name that are on their way. Give B [Message(Name = \"A\")].",
            SchemaComparison.Compare(Set("message A"), Set("message B"))[0].Text
        );
    }

    [Fact]
    public void A_case_that_is_renamed_needs_the_number_that_it_had()
    {
        static SchemaSet Payment(string @case, int number) =>
            Set(
                "message Payment",
                $"field Payment {number} {@case} card optional message~Payment.{@case} - - case",
                $"message Payment.{@case}",
                $"field Payment.{@case} 1 Number number singular string"
            );

        Assert.Equal(
            "Payment.Card was a case, and new readers refuse a message that is one. Put [Reserved(1, \"Card\")] on the type. If it is Kard now, put [Field(1)] on Kard instead.",
            SchemaComparison.Compare(Payment("Card", 1), Payment("Kard", 2))[0].Text
        );
        Assert.All(
            SchemaComparison.Compare(Payment("Card", 1), Payment("Kard", 1)),
            change => Assert.Equal(Verdict.Compatible, change.Verdict)
        );
    }
}

using Waybill.Analyzers.Contracts;
using Waybill.Analyzers.Tests.Harness;
using Waybill.CodeFixes.Contracts;

namespace Waybill.Analyzers.Tests.Contracts;

public sealed class BreakingChangeRuleTests
{
    private static Task CheckAsync(string source, string text) => Rule<BreakingChangeRule>.CheckWithFileAsync(source, Locked.File, text);

    [Theory]
    [InlineData("[Message] public sealed partial record Order(string Id, string Note, State State);")]
    [InlineData("[Message] public sealed partial record Order(int New, State State, string Note, string Id);")]
    [InlineData("[Message, Reserved(2, \"Note\")] public sealed partial record Order(string Id, State State);")]
    [InlineData(
        "[Message] public sealed partial record Order(string? Id, string Note, State State); [Message] public sealed partial record Other;"
    )]
    public Task Is_silent_on_what_breaks_nobody(string source) =>
        CheckAsync(source + " public enum State { Open, Paid, Shipped }", Locked.Order);

    [Theory]
    [InlineData("[Message] public sealed partial record [|Order|](string Id, State State);")]
    [InlineData("[Message, Reserved(2)] public sealed partial record [|Order|](string Id, State State);")]
    [InlineData("[Message] public sealed partial record Order([Field(7)] string [|Id|], string Note, State State);")]
    [InlineData("[Message] public sealed partial record Order(int [|Id|], string Note, State State);")]
    [InlineData("[Message] public sealed partial record Order(string[] [|Id|], string Note, State State);")]
    [InlineData(
        "[Message, Reserved(2, \"Note\")] public sealed partial record Order(string Id, State State, Price [|Price|]); [Message] public sealed partial record Price(int Cents);"
    )]
    [InlineData("[Message, Reserved(2, \"Note\")] public sealed partial record Order(string Id, Uri [|State|]);")]
    public Task Reports_what_breaks_readers_where_it_stands(string source) =>
        CheckAsync(source + " public enum State { Open, Paid }", Locked.Order);

    [Theory]
    [InlineData("Open, [|Paid|] = 2")]
    [InlineData("Paid, [|Open|]")]
    [InlineData("New, [|Open|], Paid")]
    public Task Reports_values_of_enums(string values) =>
        CheckAsync(
            $"[Message] public sealed partial record Order(string Id, string Note, State State); public enum State {{ {values} }}",
            Locked.Order
        );

    [Fact]
    public Task Reports_a_removed_value_at_its_enum() =>
        CheckAsync(
            "[Message] public sealed partial record Order(string Id, string Note, State State); public enum [|State|] { Open }",
            Locked.Order
        );

    [Fact]
    public Task Reports_a_removed_message_in_the_file() =>
        Rule<BreakingChangeRule>.CheckInFileAsync(
            "public enum State { Open, Paid }",
            Locked.File,
            Locked.Order,
            line: 3,
            length: 13,
            "Order was removed or renamed: nothing handles the messages of that name that are on their way. "
                + "Give the type that it became [Message(Name = \"Order\")]. Or accept it: waybill schema accept."
        );

    [Fact]
    public Task Says_where_a_message_went_that_a_reference_declares() =>
        Rule<BreakingChangeRule>.CheckInFileAsync(
            "public enum State { Open, Paid }",
            Locked.File,
            Locked.Order.Replace("message\tOrder\n", "message\tOrder\tmore\n", StringComparison.Ordinal),
            line: 3,
            length: 18,
            "Order was moved to Library: on the wire it is the same, and nothing here compares it any more. "
                + "Take its lines into waybill.lock of Library, and then out of this one. Or accept it: waybill schema accept.",
            Library.Compile("[Message] public sealed partial record Order(string Id);")
        );

    [Theory]
    [InlineData("int [|A|]", "optional int32 - - - - - 5")]
    [InlineData("int [|A|] = 5", "singular int32")]
    [InlineData("bool [|A|] = true", "optional bool")]
    [InlineData("decimal A = 1.0m", "optional waybill.Decimal - - - - - 1")]
    [InlineData("long A = 5", "optional int64 - - - - - 5")]
    [InlineData("char A = 'a'", "optional uint32 - char - - - 97")]
    [InlineData("string A = \"-\"", "optional string - - - - - \\-")]
    [InlineData("State A = State.Paid", "optional enum~State - - - - - 1")]
    [InlineData("State [|A|] = State.Paid", "optional enum~State - - - - - 2")]
    [InlineData("int A = 0", "singular int32")]
    [InlineData("int? A = 5", "optional int32")]
    public Task Reports_defaults_that_are_not_zero(string member, string locked) =>
        CheckAsync(
            $"[Message] public sealed partial record M({member}); public enum State {{ Open, Paid }}",
            Locked.Text("message M", $"field M 1 A a {locked}", "enum State", "value State 0 Open", "value State 1 Paid")
        );

    [Fact]
    public Task Reports_a_damaged_line_in_the_file() =>
        Rule<BreakingChangeRule>.CheckInFileAsync(
            Locked.Source,
            Locked.File,
            Locked.Order + "<<<<<<< HEAD\n",
            line: 11,
            length: 12,
            "Line 11 of waybill.lock cannot be read: it is a mark that a merge left: choose the lines that hold and delete the mark. "
                + "Mend it, or take the file of the last release from version control."
        );

    /// <summary>Nobody reads one where it is nested otherwise than the other, whatever else is half written.</summary>
    [Theory]
    [InlineData("[Message] public sealed partial record Node(int X);")]
    [InlineData("[Message] public sealed partial record Node(int X); [Message] public sealed partial record Other(object What);")]
    [InlineData("[Message] public sealed partial record Node(object X);")]
    [InlineData(
        "[Message] public sealed partial record Node(int X); [Message(Name = \"Node\")] public sealed partial record Other(int X);"
    )]
    public Task Is_silent_on_a_nested_message_that_may_be_the_same(string source) =>
        CheckAsync(
            $"[Message] public sealed partial record Parcel(Node At); [Message] public sealed partial record Unfinished(object What); {source}",
            Locked.Text("message Parcel", "field Parcel 1 At at singular message~Tree", "message Tree", "field Tree 1 X x singular int32")
        );

    [Theory]
    [InlineData("[Message] public sealed partial record Node(long Y);")]
    [InlineData("[Message, Union] public abstract partial record Node { private Node() { } public sealed record A(int X) : Node; }")]
    [InlineData("[Message] public sealed partial record Node(Leaf X); [Message] public sealed partial record Leaf(int X);")]
    public Task Reports_a_nested_message_that_is_another(string source) =>
        CheckAsync(
            $"[Message] public sealed partial record Parcel(Node [|At|]); [Message] public sealed partial record Unfinished(object What); {source}",
            Locked.Text("message Parcel", "field Parcel 1 At at singular message~Tree", "message Tree", "field Tree 1 X x singular int32")
        );

    /// <summary>Of a message that cannot be made the lock file says what it has, and that knows of no member with the enum: there is no place but the type.</summary>
    [Fact]
    public Task Reports_another_assembly_s_enum_of_a_broken_message_at_the_type() =>
        Rule<BreakingChangeRule>.CheckWithFileAndLibraryAsync(
            "[Message] public sealed partial class [|Placed|] { public Placed(long unknown) { } public State S { get; set; } }",
            Locked.File,
            Locked.Text("message Placed", "field Placed 1 A a singular int32", "enum State", "value State 0 Open", "value State 1 Paid"),
            "public enum State { Open, Paid = 2 }"
        );

    [Fact]
    public Task Is_silent_without_a_lock_file() => Rule<BreakingChangeRule>.CheckAsync(Locked.Source);

    [Fact]
    public Task Reserves_what_was_removed() =>
        Rule<BreakingChangeRule>.CheckFixWithFileAsync<BreakingChangeReserveFix>(
            Locked.File,
            """
            /// <summary>An order.</summary>
            [Message]
            public sealed partial record [|Order|](string Id, State State);
            public enum State { Open, Paid }
            """,
            Locked.Order,
            """
            /// <summary>An order.</summary>
            [Reserved(2, "Note")]
            [Message]
            public sealed partial record Order(string Id, State State);
            public enum State { Open, Paid }
            """,
            Locked.Order
        );

    [Fact]
    public Task Reserves_all_that_was_removed() =>
        Rule<BreakingChangeRule>.CheckFixWithFileAsync<BreakingChangeReserveFix>(
            Locked.File,
            """
            [Message]
            public sealed partial record [|[|Order|]|](State State);
            public enum State { Open, Paid }
            """,
            Locked.Order,
            """
            [Reserved(1, "Id")]
            [Reserved(2, "Note")]
            [Message]
            public sealed partial record Order(State State);
            public enum State { Open, Paid }
            """,
            Locked.Order
        );

    [Fact]
    public Task Reserves_nothing_that_a_member_is_called_still()
    {
        const string Source =
            "[Message] public sealed partial record [|Order|](string Id, string [|NOTE|], State State); public enum State { Open, Paid }";
        return Rule<BreakingChangeRule>.CheckFixWithFileAsync<BreakingChangeReserveFix>(
            Locked.File,
            Source,
            Locked.Order,
            Source,
            Locked.Order
        );
    }

    /// <summary>That its number is reserved does not help an old reader.</summary>
    [Fact]
    public Task Reserves_nothing_for_a_message_that_must_be_there()
    {
        const string Source = "[Message] public sealed partial record [|Order|]; [Message] public sealed partial record Price;";
        var text = Locked.Text("message Order", "field Order 1 Price price singular message~Price", "message Price");
        return Rule<BreakingChangeRule>.CheckFixWithFileAsync<BreakingChangeReserveFix>(Locked.File, Source, text, Source, text);
    }

    [Fact]
    public Task Gives_a_number_back() =>
        Rule<BreakingChangeRule>.CheckFixWithFileAsync<BreakingChangeNumberFix>(
            Locked.File,
            """
            [Message] public sealed partial record Order([Field(7)] string [|Id|], string Note, State State);
            public enum State { Open, Paid }
            """,
            Locked.Order,
            """
            [Message] public sealed partial record Order([Field(1)] string Id, string Note, State State);
            public enum State { Open, Paid }
            """,
            Locked.Order
        );

    [Fact]
    public Task Accepts_the_change_and_keeps_what_was_used() =>
        Rule<BreakingChangeRule>.CheckFixWithFileAsync<BreakingChangeAcceptFix>(
            Locked.File,
            "[Message] public sealed partial record [|Order|](string Id, State State, string New); public enum State { Open, Paid }",
            Locked.Order,
            "[Message] public sealed partial record Order(string Id, State State, string New); public enum State { Open, Paid }",
            Locked.Text(
                "message Order",
                "field Order 1 Id id singular string",
                "field Order 3 State state singular enum~State",
                "field Order 4 New new singular string",
                "reserved-number Order 2",
                "reserved-name Order Note",
                "enum State",
                "value State 0 Open",
                "value State 1 Paid"
            )
        );
}

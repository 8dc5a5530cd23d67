using Waybill.Analyzers.Contracts;
using Waybill.Analyzers.Tests.Harness;

namespace Waybill.Analyzers.Tests.Contracts;

/// <summary>What changes in types of other assemblies: reported where the project names them, since nothing of them is its own.</summary>
public sealed class LockedForeignTests
{
    private const string Attribute = "[assembly: MessageFor(typeof(Vendor.Point))]";
    private const string Parcel = "[Message] public sealed partial record Parcel(Vendor.Point At, string Id);";

    private static string Points(params string[] more) =>
        Locked.Text([
            "message Parcel",
            "field Parcel 1 At at singular message~Vendor.Point",
            "field Parcel 2 Id id singular string",
            "message Vendor.Point",
            "field Vendor.Point 1 X x singular int32",
            "field Vendor.Point 2 Y y singular int32",
            .. more,
        ]);

    private static string Marked(string attribute) =>
        attribute.Replace("MessageFor(typeof(Vendor.Point))", "[|MessageFor(typeof(Vendor.Point))|]");

    [Theory]
    [InlineData("public int X { get; set; } public int Y { get; set; }", false, false)]
    [InlineData("public int X { get; set; }", true, false)]
    [InlineData("public string X { get; set; } = \"\"; public int Y { get; set; }", true, false)]
    [InlineData("public int X { get; set; } public int Y { get; set; } public int Z { get; set; }", false, true)]
    [InlineData("public long X { get; set; } public int Y { get; set; }", false, true)]
    public async Task Messages(string members, bool isBreaking, bool isBehind)
    {
        var library = $"namespace Vendor; public sealed class Point {{ {members} }}";

        await Rule<BreakingChangeRule>.CheckWithFileAndLibraryAsync(
            (isBreaking ? Marked(Attribute) : Attribute) + Parcel,
            Locked.File,
            Points(),
            library
        );
        await Rule<LockBehindRule>.CheckWithFileAndLibraryAsync(
            (isBehind ? Marked(Attribute) : Attribute) + Parcel,
            Locked.File,
            Points(),
            library
        );
    }

    [Fact]
    public Task A_message_that_the_file_does_not_know() =>
        Rule<LockBehindRule>.CheckWithFileAndLibraryAsync(
            Marked(Attribute) + "public sealed class Nothing;",
            Locked.File,
            Locked.Text(),
            "namespace Vendor; public sealed class Point { public int X { get; set; } }"
        );

    [Theory]
    [InlineData("Open, Paid", false, false)]
    [InlineData("Open", true, false)]
    [InlineData("Open, Paid = 5", true, false)]
    [InlineData("Open, Settled", false, true)]
    [InlineData("Open, Paid, Sent", false, true)]
    public async Task Enums(string values, bool isBreaking, bool isBehind)
    {
        const string Source = "[Message] public sealed partial record Order(string Id, Vendor.State State, Vendor.State Then);";
        var file = Locked.Text(
            "message Order",
            "field Order 1 Id id singular string",
            "field Order 2 State state singular enum~Vendor.State",
            "field Order 3 Then then singular enum~Vendor.State",
            "enum Vendor.State",
            "value Vendor.State 0 Open",
            "value Vendor.State 1 Paid"
        );
        var library = $"namespace Vendor; public enum State {{ {values} }}";
        var marked = Source.Replace("Vendor.State State", "Vendor.State [|State|]");

        await Rule<BreakingChangeRule>.CheckWithFileAndLibraryAsync(isBreaking ? marked : Source, Locked.File, file, library);
        await Rule<LockBehindRule>.CheckWithFileAndLibraryAsync(isBehind ? marked : Source, Locked.File, file, library);
    }

    [Fact]
    public Task Enums_that_the_file_has_lost() =>
        Rule<LockBehindRule>.CheckWithFileAndLibraryAsync(
            "[Message] public sealed partial record Order(Vendor.State [|State|]);",
            Locked.File,
            Locked.Text("message Order", "field Order 1 State state singular enum~Vendor.State"),
            "namespace Vendor; public enum State { Open }"
        );

    [Fact]
    public Task Enums_of_messages_of_others() =>
        Rule<BreakingChangeRule>.CheckWithFileAndLibraryAsync(
            Marked(Attribute) + Parcel,
            Locked.File,
            Points(
                "field Vendor.Point 3 State state singular enum~Vendor.State",
                "enum Vendor.State",
                "value Vendor.State 0 Open",
                "value Vendor.State 1 Paid"
            ),
            "namespace Vendor; public enum State { Open } public sealed class Point { public int X { get; set; } public int Y { get; set; } public State State { get; set; } }"
        );

    /// <summary>The same simple name, and it is another: what stands in the source is said there.</summary>
    [Fact]
    public Task Enums_of_the_source_are_reported_there() =>
        Rule<BreakingChangeRule>.CheckWithFileAndLibraryAsync(
            "[Message] public sealed partial record Order(Vendor.State Theirs, State Ours); public enum [|State|] { Open }",
            Locked.File,
            Locked.Text(
                "message Order",
                "field Order 1 Theirs theirs singular enum~Vendor.State",
                "field Order 2 Ours ours singular enum~State",
                "enum State",
                "value State 0 Open",
                "value State 1 Paid",
                "enum Vendor.State",
                "value Vendor.State 0 Open"
            ),
            "namespace Vendor; public enum State { Open }"
        );

    /// <summary>Nobody can give it the name that it had, and nobody needs to: the name is not among the bytes.</summary>
    [Fact]
    public async Task A_type_that_was_renamed_breaks_nothing_but_its_name()
    {
        const string Source =
            "[assembly: MessageFor(typeof(Vendor.Spot))] [Message] public sealed partial record Parcel(Vendor.Spot At, string Id);";
        const string Spot = "namespace Vendor; public sealed class Spot { public int X { get; set; } public int Y { get; set; } }";
        await Rule<BreakingChangeRule>.CheckInFileAsync(
            Source,
            Locked.File,
            Points(),
            line: 7,
            length: 20,
            "Vendor.Point was removed: nothing handles the messages of that name that are on their way. If it is Vendor.Spot now, which has the same members, give Vendor.Spot [Message(Name = \"Vendor.Point\")]. "
                + "A type of somebody else's ([assembly: MessageFor]) is never sent by itself, and what holds it reads as before. Or accept it: waybill schema accept.",
            Library.Compile(Spot)
        );
        await Rule<LockBehindRule>.CheckWithFileAndLibraryAsync(
            Source
                .Replace("MessageFor(typeof(Vendor.Spot))", "[|MessageFor(typeof(Vendor.Spot))|]", StringComparison.Ordinal)
                .Replace(" At", " [|At|]", StringComparison.Ordinal),
            Locked.File,
            Points(),
            Spot
        );
    }

    [Theory]
    [InlineData("namespace Vendor; public sealed class Point { public int X { get; set; } public int Y { get; set; } }")]
    [InlineData("public sealed class Vendor { public sealed class Point { public int X { get; set; } public int Y { get; set; } } }")]
    public Task A_type_that_is_named_no_more_and_nested_nowhere_is_told_so(string library) =>
        Rule<BreakingChangeRule>.CheckInFileAsync(
            "public sealed class Nothing;",
            Locked.File,
            Locked.Text("message Vendor.Point", "field Vendor.Point 1 X x singular int32"),
            line: 3,
            length: 20,
            "Vendor.Point is no message any more, for [assembly: MessageFor(typeof(Vendor.Point))] is gone: what held it cannot be read. Put it back. Or accept it: waybill schema accept.",
            Library.Compile(library)
        );

    private const string Out =
        "Where that is not yours to do: stay with the version of it that was shipped, or put a converter ([SerializeWith]) or a message of your own in its place. "
        + "Or accept it: waybill schema accept keeps what was used from being used again.";

    /// <summary>Nobody can mark the type of somebody else's.</summary>
    [Fact]
    public Task A_member_that_somebody_else_removed_is_told_with_a_way_that_can_be_gone() =>
        Rule<BreakingChangeRule>.CheckMessageWithFileAndLibraryAsync(
            Attribute.Replace("MessageFor(typeof(Vendor.Point))", "{|#0:MessageFor(typeof(Vendor.Point))|}", StringComparison.Ordinal)
                + Parcel,
            "Vendor.Point.Y was removed and its number 2 is not reserved: a later field could take it, and old messages be read as what they are not. "
                + $"Put [Reserved(2, \"Y\")] on the type. {Out}",
            Locked.File,
            Points(),
            "namespace Vendor; public sealed class Point { public int X { get; set; } }"
        );

    [Fact]
    public Task A_value_that_somebody_else_removed_is_told_with_a_way_that_can_be_gone() =>
        Rule<BreakingChangeRule>.CheckMessageWithFileAndLibraryAsync(
            "[Message] public sealed partial record Order(Vendor.State {|#0:State|});",
            "Vendor.State.Paid (number 1) was removed: new readers have no name for what old writers send, and a later value could take its number. "
                + $"Keep it, marked as obsolete. {Out}",
            Locked.File,
            Locked.Text(
                "message Order",
                "field Order 1 State state singular enum~Vendor.State",
                "enum Vendor.State",
                "value Vendor.State 0 Open",
                "value Vendor.State 1 Paid"
            ),
            "namespace Vendor; public enum State { Open }"
        );
}

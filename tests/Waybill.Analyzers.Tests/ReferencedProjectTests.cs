using Microsoft.CodeAnalysis;
using Waybill.Analyzers.Contracts;
using Waybill.Analyzers.Reliability;
using Waybill.Analyzers.Tests.Contracts;
using Waybill.Analyzers.Tests.Harness;

namespace Waybill.Analyzers.Tests;

/// <summary>Projects that an IDE has open: their source is not the compilation's, and a diagnostic that is put there ends the rule.</summary>
public sealed class ReferencedProjectTests
{
    private const string Order = "[Message] public sealed partial class [|Order|] : Base { public string Id { get; set; } = \"\"; }";

    private static MetadataReference Base(string member) => Library.Open($"public abstract class Base {{ {member} }}");

    [Fact]
    public Task A_breaking_change_of_an_inherited_member_is_reported_at_the_type() =>
        Rule<BreakingChangeRule>.CheckWithFileAndLibraryAsync(
            Order,
            Locked.File,
            Locked.Text("message Order", "field Order 1 Note note singular int32", "field Order 2 Id id singular string"),
            Base("public string Note { get; set; } = \"\";")
        );

    [Fact]
    public Task A_change_of_an_inherited_member_that_the_file_does_not_know_is_reported_at_the_type() =>
        Rule<LockBehindRule>.CheckWithFileAndLibraryAsync(
            Order,
            Locked.File,
            Locked.Text("message Order", "field Order 2 Id id singular string"),
            Base("public string Note { get; set; } = \"\";")
        );

    [Fact]
    public Task The_type_of_an_inherited_member_is_reported_at_the_type() =>
        Rule<MemberTypeRule>.CheckWithLibraryAsync(Order, Base("public object? Bad { get; set; }"));

    [Fact]
    public Task The_number_of_an_inherited_member_is_reported_at_the_type() =>
        Rule<FieldNumberRule>.CheckWithLibraryAsync(Order, Base("[Field(19000)] public string Note { get; set; } = \"\";"));

    /// <summary>Nobody can put a mark there.</summary>
    [Fact]
    public Task What_an_inherited_member_keeps_is_not_reported() =>
        Rule<SensitiveMemberRule>.CheckWithLibraryAsync(
            "public sealed class Pay : Base { public Pay([Sensitive] string key) => Kept = key; }",
            Base("public string Kept { get; set; } = \"\";")
        );

    [Fact]
    public Task The_policy_of_an_inherited_handler_is_reported_at_the_class() =>
        Rule<LiteralRule>.CheckWithLibraryAsync(
            "[Handler(Names.Stock)] public sealed class [|H|] : Base;",
            Library.Open(
                """
                public static class Names { [Exchange] public const string Orders = "orders"; [Queue] public const string Stock = "stock"; }
                [Message(Names.Orders, "placed")] public sealed partial record Placed(int Number);
                public abstract class Base { [Retry(3, Delay = "soon")] public void Handle(Placed placed) { } }
                """
            )
        );

    /// <summary>A build sees no initializers of a reference, so that an IDE must not either.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_an_IDE_sees_of_a_project_a_build_sees_of_its_assembly(bool isOpen)
    {
        const string Source =
            "public abstract class Base { public int Count { get; set; } = 5; } namespace Vendor { public sealed class Point { public int Y { get; set; } public int X { get; set; } } }";
        const string Message =
            "[assembly: MessageFor(typeof(Vendor.Point))] [Message] public sealed partial class Order : Base { public string Id { get; set; } = \"\"; }";
        var file = Locked.Text(
            "message Order",
            "field Order 1 Count count singular int32",
            "field Order 2 Id id singular string",
            "message Vendor.Point",
            "field Vendor.Point 1 X x singular int32",
            "field Vendor.Point 2 Y y singular int32"
        );
        var library = isOpen ? Library.Open(Source) : Library.Compile(Source);

        await Rule<BreakingChangeRule>.CheckWithFileAndLibraryAsync(Message, Locked.File, file, library);
        await Rule<LockBehindRule>.CheckWithFileAndLibraryAsync(Message, Locked.File, file, library);
    }

    private static MetadataReference Reference(string source, bool isOpen) => isOpen ? Library.Open(source) : Library.Compile(source);

    /// <summary>That a property is computed, a build does not see.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_collection_that_an_inherited_property_is_computed_of_may_lose_something(bool isOpen) =>
        Rule<MemberTypeRule>.CheckWithLibraryAsync(
            Order,
            Reference("using System.Collections.Generic; public abstract class Base { public List<string> Lines => new(); }", isOpen)
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_value_that_an_inherited_property_begins_with_is_not_seen(bool isOpen) =>
        Rule<MemberTypeRule>.CheckWithLibraryAsync(
            Order.Replace("[|Order|]", "Order", StringComparison.Ordinal),
            Reference("public abstract class Base { public System.Guid Made { get; } = System.Guid.NewGuid(); }", isOpen)
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task What_a_type_of_another_project_needs_is_no_attribute_on_it(bool isOpen) =>
        Rule<MemberTypeRule>.CheckMessageWithLibraryAsync(
            "[Message] public sealed partial record Placed(Other {|#0:Of|});",
            "Placed.Of is 'Other', which has no form on the wire. Use a type of the guide's table, [assembly: MessageFor] where its public properties say all of it, "
                + "a converter ([SerializeWith]), or a message of your own that holds what matters.",
            Reference("public sealed class Other { public int X { get; set; } }", isOpen)
        );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task What_a_handled_type_of_another_project_needs_is_no_attribute_on_it(bool isOpen) =>
        Rule<HandlerShapeRule>.CheckMessageWithLibraryAsync(
            """
            public static class Names { [Queue] public const string Stock = "stock"; }
            [Message] public sealed partial record Placed(int Number);
            [Handler(Names.Stock)] public sealed class H { public void Handle(Placed placed) { } public void {|#0:Handle|}(Other other) { } }
            """,
            "'Handle' is never called: its first parameter is 'Other', which is no message. Put the message first, or give the method another name.",
            Reference("public sealed class Other { public int X { get; set; } }", isOpen)
        );
}

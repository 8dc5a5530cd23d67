using Waybill.Analyzers.Contracts;
using Waybill.Analyzers.Tests.Contracts;
using Waybill.Analyzers.Tests.Harness;
using Waybill.Analyzers.Topology;
using Waybill.CodeFixes.Contracts;

namespace Waybill.Analyzers.Tests.Topology;

public sealed class ContradictionRuleTests
{
    private const string Foreign = "[assembly: MessageFor(typeof(Vendor.Point))]";

    private const string Vendor = "namespace Vendor { public sealed class Point { public int X { get; set; } } }";

    private static string Two(string first, string second) =>
        $"The message name 'Shop.Order' belongs to two types, {first} and {second}. Give one of them a Name of its own in [Message].";

    [Fact]
    public Task Names_the_type_that_had_the_name_first() =>
        Rule<ContradictionRule>.CheckMessageAsync(
            """
            namespace Shop { [Message] public sealed partial record Order(string Id); }
            [Message(Name = {|#0:"Shop.Order"|})] public sealed partial record Archived(int Number);
            """,
            Two("Shop.Order", "Archived")
        );

    [Fact]
    public Task First_is_what_stands_first() =>
        Rule<ContradictionRule>.CheckMessageAsync(
            """
            [Message(Name = "Shop.Order")] public sealed partial record Archived(int Number);
            namespace Shop { [Message] public sealed partial record {|#0:Order|}(string Id); }
            """,
            Two("Archived", "Shop.Order")
        );

    [Fact]
    public Task A_name_may_be_a_case_of_a_union() =>
        Rule<ContradictionRule>.CheckAsync(
            """
            [Message, Union] public abstract partial record Payment { private Payment() { } public sealed record Card(int N) : Payment; }
            [Message(Name = [|"Payment.Card"|])] public sealed partial record Other(int Number);
            [Message(Name = "B.Card")] public sealed partial record Other2(int Number);
            [Message(Name = "B"), Union] public abstract partial record Booking { private Booking() { } public sealed record [|Card|](int N) : Booking; }
            """
        );

    [Theory]
    [InlineData(
        "[Message, Union] public abstract partial record Payment { private Payment() { } public sealed record Card(int N) : Payment; } [Message(Name = {|#0:\"Payment.Card\"|})] public sealed partial record Other(int Number);",
        "The message name 'Payment.Card' belongs to two types, Payment.Card and Other: no lock file or schema can hold both. Give Other a Name of its own in [Message]."
    )]
    [InlineData(
        "[assembly: {|#0:MessageFor(typeof(Own.Card))|}] [Message(Name = \"Own\"), Union] public abstract partial record Payment { private Payment() { } public sealed record Card(int N) : Payment; } namespace Own { public sealed class Card { public int X { get; set; } } }",
        "The message name 'Own.Card' belongs to two types, Payment.Card and Own.Card: no lock file or schema can hold both. Give the case Payment.Card another name, or Payment a Name of its own in [Message]."
    )]
    [InlineData(
        "[assembly: MessageFor(typeof(Own.Card))] namespace Own { public sealed class Card { public int X { get; set; } } } namespace Mine { [Message(Name = {|#0:\"Own.Card\"|})] public sealed partial record Order(int Number); }",
        "The message name 'Own.Card' belongs to two types, Own.Card and Mine.Order: no lock file or schema can hold both. Give Mine.Order a Name of its own in [Message]."
    )]
    public Task Says_of_a_case_what_can_be_changed(string source, string message) =>
        Rule<ContradictionRule>.CheckMessageAsync(source, message);

    [Fact]
    public Task A_name_may_be_a_type_of_somebody_else_s() =>
        Rule<ContradictionRule>.CheckWithLibraryAsync(
            Foreign.Replace("MessageFor(typeof(Vendor.Point))", "[|MessageFor(typeof(Vendor.Point))|]", StringComparison.Ordinal)
                + "[Message(Name = \"Vendor.Point\")] public sealed partial record Own(int X, Vendor.Point At);",
            Vendor
        );

    [Theory]
    [InlineData("[Message] public sealed partial record A(int N); [Message(Name = \"B\")] public sealed partial record B(int N);")]
    [InlineData(
        "[Message(Name = \"\")] public sealed partial record A(int N); [Message(Name = \"\")] public sealed partial record B(int N);"
    )]
    [InlineData("[Message(Name = \"B\")] public sealed record A(int N); [Message] public sealed partial record B(int N);")]
    [InlineData("[Message] public partial record B(int N); public partial record B { public int M { get; init; } }")]
    public Task Is_silent_where_each_name_is_one_type(string source) => Rule<ContradictionRule>.CheckAsync(source);

    [Fact]
    public Task Says_of_other_assemblies_what_start_up_says() =>
        Rule<ContradictionRule>.CheckWithLibraryAsync(
            """
            public static class Mine { [Queue(Durable = false)] public const string [|Stock|] = "stock"; }
            [Message(Name = [|"Theirs"|])] public sealed partial record Own(int Number);
            """,
            """
            public static class Names { [Queue] public const string Stock = "stock"; }
            [Message] public sealed partial record Theirs(string Id);
            """
        );

    [Fact]
    public async Task Rules_about_the_lock_file_say_nothing_of_the_name_and_write_nothing()
    {
        const string Source = """
            [Message] public sealed partial record Order(string Id, string Note, State State);
            [Message(Name = "Order")] public sealed partial record Other(int Number);
            public enum State { Open, Paid }
            """;

        await Rule<BreakingChangeRule>.CheckWithFileAsync(Source, Locked.File, Locked.Order);
        await Rule<LockBehindRule>.CheckWithFileAsync(Source, Locked.File, Locked.Order);
        const string More = Source + "[Message] public sealed partial record [|New|](int Number);";
        await Rule<LockBehindRule>.CheckFixWithFileAsync<LockBehindFix>(Locked.File, More, Locked.Order, More, Locked.Order);
    }

    /// <summary>In the root namespace, which is the assembly's name here.</summary>
    [Theory]
    [InlineData("Point", "namespace TestProject { public sealed class Point { } }", "TestProject.Point")]
    [InlineData("Else.Point", "namespace Else { public sealed class Point { } }", "Else.Point")]
    public Task A_module_has_no_name_that_a_type_has(string name, string type, string full) =>
        Rule<ContradictionRule>.CheckMessageAsync(
            $"[assembly: WaybillModule({{|#0:\"{name}\"|}})] {type} [Message] public sealed partial record Order(string Id);",
            $"The module '{name}' has the name of the type {full}, and is called otherwise. Give it another."
        );

    [Theory]
    [InlineData("not a name")]
    [InlineData("")]
    [InlineData("Shop..Module")]
    public Task A_module_has_a_name_that_a_type_can_have(string name) =>
        Rule<ContradictionRule>.CheckMessageAsync(
            $"[assembly: WaybillModule({{|#0:\"{name}\"|}})] [Message] public sealed partial record Order(string Id);",
            $"The module '{name}' has no name that a type can have, and is called otherwise. Give it an identifier, or several with dots between for one in a namespace."
        );

    [Theory]
    [InlineData("Point")]
    [InlineData("Else.Where.Point")]
    [InlineData("class")]
    public Task A_module_may_have_any_other(string name) =>
        Rule<ContradictionRule>.CheckAsync(
            $"[assembly: WaybillModule(\"{name}\")] public sealed class Point {{ }} [Message] public sealed partial record Order(string Id);"
        );
}

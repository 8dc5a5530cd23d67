using Microsoft.CodeAnalysis;
using Waybill.Analyzers.Contracts;
using Waybill.Analyzers.Tests.Harness;
using Waybill.CodeFixes.Contracts;

namespace Waybill.Analyzers.Tests.Contracts;

public sealed class FieldNumberRuleTests
{
    [Theory]
    [InlineData("[Field(0)] int [|A|]")]
    [InlineData("[Field(-7)] int [|A|]")]
    [InlineData("[Field(536870912)] int [|A|]")]
    [InlineData("[Field(19000)] int [|A|]")]
    [InlineData("[property: Field(19999)] int [|A|]")]
    [InlineData("[Field(3)] int A, [Field(3)] int [|B|]")]
    [InlineData("int A, [Field(9)] int B, [Field(9)] int [|C|]")]
    public Task Reports_a_number_that_cannot_be_used(string members) =>
        Rule<FieldNumberRule>.CheckAsync($"[Message] public sealed partial record Placed({members});");

    [Theory]
    [InlineData("[Reserved(7)]", "[Field(7)] int [|A|]")]
    [InlineData("[Reserved(1, 2), Reserved(3, 4)]", "[Field(4)] int [|A|], int B")]
    [InlineData("[Reserved(2, \"Note\")]", "int A, string [|Note|]")]
    [InlineData("[Reserved(2, \"Note\")]", "int A, string [|note|]")]
    [InlineData("[Reserved(2, \"ShipNote\")]", "int A, string [|Ship_Note|]")]
    [InlineData("[Reserved(2, \"ship-note\")]", "int A, string [|ShipNote|]")]
    [InlineData("[Reserved(2, \"Note\")]", "int A, [property: System.Text.Json.Serialization.JsonPropertyName(\"note\")] string [|Text|]")]
    public Task Reports_what_is_reserved(string reserved, string members) =>
        Rule<FieldNumberRule>.CheckAsync($"[Message] {reserved} public sealed partial record Placed({members});");

    [Theory]
    [InlineData("[Message]", "int A, int B")]
    [InlineData("[Message]", "[Field(1)] int A, [Field(2)] int B")]
    [InlineData("[Message]", "[Field(536870911)] int A, [Field(18999)] int B, [Field(20000)] int C")]
    [InlineData("[Message]", "[Field(9)] int A, int B, int C")]
    [InlineData("[Message]", "[Field(2)] int A, int B, [Field(1)] int C")]
    [InlineData("[Message, Reserved(2, \"Note\")]", "int A, int B")]
    [InlineData("", "[Field(0)] int A")]
    public Task Is_silent_on_numbers_that_are_free(string attributes, string members) =>
        Rule<FieldNumberRule>.CheckAsync($"{attributes} public sealed partial record Placed({members});");

    [Fact]
    public Task Fixes_all_with_numbers_of_their_own() =>
        Rule<FieldNumberRule>.CheckFixAsync<FieldNumberFix>(
            """
            [Message, Reserved(8)]
            public sealed partial record Placed([Field(3)] int A, [Field(3)] int [|B|], int C, [property: Field(8)] int [|E|])
            {
                /// <summary>Of old.</summary>
                [Field(0)]
                public int [|D|] { get; set; }
            }
            """,
            """
            [Message, Reserved(8)]
            public sealed partial record Placed([Field(3)] int A, [Field(2)] int B, int C, [property: Field(4)] int E)
            {
                /// <summary>Of old.</summary>
                [Field(5)]
                public int D { get; set; }
            }
            """
        );

    [Fact]
    public Task Reports_numbers_of_cases_and_of_members_in_them() =>
        Rule<FieldNumberRule>.CheckAsync(
            """
            [Message, Union, Reserved(3)] public abstract partial record Payment
            {
                private Payment() { }
                [Field(7)] public sealed record Card([Field(3)] string Number, [Field(3)] int [|Month|]) : Payment;
                [Field(7)] public sealed record [|Cash|](decimal Amount) : Payment;
                [Field(3)] public sealed record [|Cheque|](string Bank) : Payment;
            }
            """
        );

    [Fact]
    public Task Reports_a_member_for_which_no_number_is_left() =>
        Rule<FieldNumberRule>.CheckMessageWithFileAsync(
            "[Message] public sealed partial record Placed([Field(536_870_911)] int Last, int {|#0:Next|});",
            "Placed.Next gets no number: none is left above those that the message used. Pin one that nothing had, with [Field(n)].",
            "waybill.lock",
            "waybill-lock 1\nmessage\tPlaced\nfield\tPlaced\t536870911\tLast\tlast\tsingular\tint32\n"
        );

    [Theory]
    [InlineData("string {|#0:Note|}", "Placed.Note has a name that [Reserved] keeps from being used again. Give it another name.")]
    [InlineData(
        "string {|#0:NOTE|}",
        "Placed.NOTE has a name that [Reserved] keeps from being used again, which is 'Note' in JSON whatever its case and separators. Give it another name."
    )]
    [InlineData(
        "[property: System.Text.Json.Serialization.JsonPropertyName(\"no_te\")] string {|#0:Text|}",
        "Placed.Text is 'no_te' in JSON, and [Reserved] keeps 'Note' from being used again. Give it another name in [JsonPropertyName]."
    )]
    [InlineData(
        "[Field(2)] string {|#0:Text|}",
        "Placed.Text has number 2, which [Reserved] keeps from being used again: old readers would take it for what it was. Take another, such as 3."
    )]
    public Task Says_what_a_name_needs_and_what_a_number(string member, string message) =>
        Rule<FieldNumberRule>.CheckMessageAsync(
            $"[Message, Reserved(2, \"Note\")] public sealed partial record Placed(int A, {member});",
            message
        );

    [Fact]
    public Task No_fix_gives_a_number_for_a_name() =>
        Rule<FieldNumberRule>.CheckNoFixAsync<FieldNumberFix>(
            "[Message, Reserved(2, \"Note\")] public sealed partial record Placed(int A, string [|Note|]);"
        );

    [Theory]
    [InlineData(
        "public int Twice => A * 2;",
        "it is computed, and nothing sets it. Give it an init accessor or a constructor parameter, or take [Field] off."
    )]
    [InlineData("int Twice { get; set; }", "it is not public, or nobody can read it. Make it public with a getter, or take [Field] off.")]
    [InlineData("private int Twice;", "it is not public, or nobody can read it. Make it public with a getter, or take [Field] off.")]
    [InlineData(
        "public int Twice { set { } }",
        "it is not public, or nobody can read it. Make it public with a getter, or take [Field] off."
    )]
    [InlineData("public static int Twice { get; set; }", "it is static. Take [Field] off.")]
    [InlineData("[Ignore] public int Twice { get; set; }", "[Ignore] leaves it out. Take one of the two off.")]
    public async Task Reports_a_number_of_what_is_no_field(string member, string why)
    {
        var text = $"Placed.Twice has [Field(7)], and is no field of the message: {why}";
        await Rule<FieldNumberRule>.CheckMessageAsync(
            $"[Message] public sealed partial record Placed(int A) {{ [{{|#0:Field(7)|}}] {member} }}",
            text,
            DiagnosticSeverity.Warning
        );
        await Rule<FieldNumberRule>.CheckMessageAsync(
            $"[Message, Union] public abstract partial record U {{ private U() {{ }} public sealed record Placed(int A) : U {{ [{{|#0:Field(7)|}}] {member} }} }}",
            text,
            DiagnosticSeverity.Warning
        );
    }

    [Theory]
    [InlineData("class Placed { [field: {|#0:Field(7)|}] public int A { get; set; } }")]
    [InlineData("record Placed([field: {|#0:Field(7)|}] int A);")]
    public Task Reports_a_number_of_the_field_behind_a_property(string type) =>
        Rule<FieldNumberRule>.CheckMessageAsync(
            $"[Message] public sealed partial {type}",
            "Placed.A has [Field(7)] on the field behind it, where nobody looks. Leave out 'field:'.",
            DiagnosticSeverity.Warning
        );

    [Fact]
    public Task Reports_a_number_of_a_parameter_that_sets_no_member() =>
        Rule<FieldNumberRule>.CheckMessageAsync(
            "[Message] public sealed partial class Placed { public Placed([{|#0:Field(7)|}] long other) { } public Placed() { } public int A { get; set; } }",
            "Placed.other has [Field(7)], and is no field of the message: it is the parameter of a constructor that readers do not use, or sets no member. Put it on the member.",
            DiagnosticSeverity.Warning
        );

    [Theory]
    [InlineData(
        "public abstract class Base { [Field(7)] public int A { get; set; } } [Message] public sealed partial class Placed : Base { }"
    )]
    [InlineData("public abstract class Base { [Field(7)] public int A => 1; }")]
    [InlineData("[Message] public sealed partial class Placed { public Placed([Field(7)] int a) => A = a; public int A { get; } }")]
    [InlineData("[Message] public sealed partial class Placed { [Field(7)] public int A; }")]
    [InlineData(
        "[Message, Union] public abstract partial class U { private U(int of) => A = of; [Field(7)] public int A { get; } public sealed class Case : U { public Case(int a) : base(a) { } } }"
    )]
    public Task Is_silent_on_numbers_that_somebody_asks_for(string source) => Rule<FieldNumberRule>.CheckAsync(source);

    [Theory]
    [InlineData(
        "Reserved(0)",
        "0, which no field can have: Protobuf has 1 to 536870911, and keeps 19000 to 19999 for itself. Take it out."
    )]
    [InlineData(
        "Reserved(3, -1)",
        "-1, which no field can have: Protobuf has 1 to 536870911, and keeps 19000 to 19999 for itself. Take it out."
    )]
    [InlineData(
        "Reserved(19999, \"A\")",
        "19999, which no field can have: Protobuf has 1 to 536870911, and keeps 19000 to 19999 for itself. Take it out."
    )]
    [InlineData("Reserved(3, \"\")", "an empty name. Say the name that the removed member had, or none.")]
    [InlineData("Reserved", "nothing. Say the numbers that removed members had.")]
    public Task Reports_what_is_reserved_in_vain(string attribute, string problem) =>
        Rule<FieldNumberRule>.CheckMessageAsync(
            $"[Message, {{|#0:{attribute}|}}] public sealed partial record Placed(int B);",
            $"Placed reserves {problem}",
            DiagnosticSeverity.Warning
        );

    [Theory]
    [InlineData("Reserved(2, {|CS1503:new[] { \"Note\", \"Text\" }|})")]
    [InlineData("Reserved({|CS1503:new[] { 2 }|}, {|CS1503:\"Note\"|})")]
    public Task Is_silent_on_what_the_compiler_refuses(string attribute) =>
        Rule<FieldNumberRule>.CheckAsync($"[Message, {attribute}] public sealed partial record Placed(int B);");

    /// <summary>Only one of two constructors is used: a number on the other one does no harm.</summary>
    [Fact]
    public Task Warns_of_a_number_on_a_second_constructor() =>
        Rule<FieldNumberRule>.CheckMessageAsync(
            "[Message] public sealed partial class Placed { public Placed([Field(7)] int a, [Field(8)] int b) => (A, B) = (a, b); public Placed([{|#0:Field(7)|}] int a) => A = a; public int A { get; } public int B { get; } }",
            "Placed.a has [Field(7)], and is no field of the message: it is the parameter of a constructor that readers do not use, or sets no member. Put it on the member.",
            DiagnosticSeverity.Warning
        );

    [Theory]
    [InlineData("[Union] public class Root { } [Field(7)] public sealed class Case : Root { }")]
    [InlineData("[Field(7)] public sealed class Case : {|CS0246:Missing|} { }")]
    [InlineData("[Field({|CS1503:\"x\"|})] public sealed class Case { }")]
    [InlineData("[Message] public sealed partial class Placed { [Field({|CS1503:\"x\"|})] public int Twice => 2; }")]
    [InlineData("[Message] public sealed partial class Placed { [{|CS7036:Field|}] public int Twice => 2; }")]
    public Task Is_silent_on_numbers_of_what_is_half_written(string source) => Rule<FieldNumberRule>.CheckAsync(source);

    [Fact]
    public Task Reports_a_number_of_a_class_that_is_no_case() =>
        Rule<FieldNumberRule>.CheckMessageAsync(
            "[Message, {|#0:Field(7)|}] public sealed partial record Placed(int B);",
            "Placed has [Field(7)], and is no case of a union: members and cases have numbers. Take it off.",
            DiagnosticSeverity.Warning
        );
}

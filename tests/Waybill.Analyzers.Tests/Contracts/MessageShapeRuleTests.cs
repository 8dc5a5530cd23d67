using Microsoft.CodeAnalysis;
using Waybill.Analyzers.Contracts;
using Waybill.Analyzers.Tests.Harness;
using Waybill.CodeFixes.Contracts;

namespace Waybill.Analyzers.Tests.Contracts;

public sealed class MessageShapeRuleTests
{
    [Theory]
    [InlineData("[Message] public sealed record [|Placed|](string Id);")]
    [InlineData("[Message] public partial record [|Placed|](string Id);")]
    [InlineData("[Message] public record [|Placed|](string Id);")]
    [InlineData("[Message] public struct [|Placed|] { public int Number { get; set; } }")]
    [InlineData("[Message] public sealed partial record [|Placed|]<T>(T Value);")]
    [InlineData("public sealed class Outer { [Message] public sealed partial record [|Placed|](string Id); }")]
    [InlineData("public sealed partial class Outer<T> { [Message] public sealed partial record [|Placed|](string Id); }")]
    [InlineData("[Message] file sealed partial record [|Placed|](string Id);")]
    [InlineData("[Message] public abstract partial record [|Placed|](string Id);")]
    public Task Reports_what_nothing_can_be_generated_for(string source) => Rule<MessageShapeRule>.CheckAsync(source);

    [Theory]
    [InlineData("[Message] public sealed partial record Placed(string Id);")]
    [InlineData("[Message] public partial record struct Placed(string Id);")]
    [InlineData("public partial class Outer { [Message] internal sealed partial class Placed { public int Number { get; set; } } }")]
    [InlineData("public record Placed(string Id);")]
    public Task Is_silent_on_what_works(string source) => Rule<MessageShapeRule>.CheckAsync(source);

    [Theory]
    [InlineData("[Message, Union] public abstract partial record U { private U() { } public sealed record A(int N) : U; }")]
    [InlineData(
        "[Message, Union] public abstract partial class U { private U() { } public abstract class M : U { } public sealed class A : M { } private sealed class B : U { } }"
    )]
    [InlineData(
        "[Message, Union(typeof(A))] public abstract partial class U { private protected U() { } } public sealed class A : U { } public sealed class Other { }"
    )]
    public Task Is_silent_on_a_closed_union(string source) => Rule<MessageShapeRule>.CheckAsync(source);

    [Theory]
    [InlineData(
        "abstract partial record {|#0:U|} { public sealed record A(int N) : U; }",
        "is a union that others can derive from, and what they derive could not be written. Give it private constructors only"
    )]
    [InlineData(
        "abstract partial class {|#0:U|} { internal U() { } public sealed class A : U { } }",
        "is a union that others can derive from, and what they derive could not be written. Give it private constructors only"
    )]
    [InlineData(
        "abstract partial record {|#0:U|}(string Id) { public sealed record A(string Id, int N) : U(Id); }",
        "is a union that others can derive from, and what they derive could not be written. Give it private constructors only: a record's parameters are a constructor that others can call. Declare Id as a property, and write a private constructor"
    )]
    [InlineData(
        "abstract partial class {|#0:U|}(string id) { public string Id { get; } = id; public sealed class A(string id) : U(id); }",
        "is a union that others can derive from, and what they derive could not be written. Give it private constructors only: a class's parameters are a constructor that others can call. Declare id as a property, and write a private constructor"
    )]
    [InlineData(
        "abstract partial class {|#0:U|} { private U() { } }",
        "is a union without a case. Nest sealed types in it that derive from it, or list them in [Union]"
    )]
    [InlineData(
        "abstract partial class {|#0:U|} { private U() { } public class A : U { } }",
        "has the case 'A', which is not sealed: what derives from it would be written as it. Make 'A' sealed"
    )]
    [InlineData(
        "abstract partial class {|#0:U|} { private U() { } public sealed class A<T> : U { } }",
        "has the case 'A', which is generic. Declare a case for each type"
    )]
    [InlineData(
        "sealed partial class {|#0:U|} { }",
        "has [Union], and is no abstract class or record. Make it abstract, with the cases as sealed types in it"
    )]
    [InlineData("abstract class {|#0:U|} { private U() { } public sealed class A : U { } }", "is not partial. Make it partial")]
    public Task Says_what_is_wrong_with_a_union(string declaration, string why) =>
        Rule<MessageShapeRule>.CheckMessageAsync($"[Message, Union] public {declaration}", $"Message type 'U' {why}");

    [Fact]
    public Task Says_that_a_listed_type_is_no_case() =>
        Rule<MessageShapeRule>.CheckMessageAsync(
            "[Message, Union(typeof(string))] public abstract partial class {|#0:U|} { private protected U() { } }",
            "Message type 'U' lists 'String', which does not derive from it. Derive it, or leave it out"
        );

    [Fact]
    public Task Names_the_type_and_the_way_out() =>
        Rule<MessageShapeRule>.CheckMessageAsync(
            "[Message] public record {|#0:Placed|}(string Id);",
            "Message type 'Placed' is neither sealed nor partial. Make it sealed partial"
        );

    [Fact]
    public Task The_fix_adds_what_is_missing() =>
        Rule<MessageShapeRule>.CheckFixAsync<MessageShapeFix>(
            """
            // Placed by a customer.
            [Message]
            public record [|Placed|](string Id);

            [Message]
            public partial record [|Paid|](string Id);

            /// <summary>Sent.</summary>
            [Message]
            sealed class [|Sent|] { public int Number { get; set; } }

            public partial class Outer
            {
                // No modifier at all.
                [Message] struct [|Inner|] { public int Number { get; set; } }
            }
            """,
            """
            // Placed by a customer.
            [Message]
            public sealed partial record Placed(string Id);

            [Message]
            public sealed partial record Paid(string Id);

            /// <summary>Sent.</summary>
            [Message]
            sealed partial class Sent { public int Number { get; set; } }

            public partial class Outer
            {
                // No modifier at all.
                [Message] partial struct Inner { public int Number { get; set; } }
            }
            """
        );

    [Fact]
    public Task No_fix_where_a_person_decides() =>
        Rule<MessageShapeRule>.CheckNoFixAsync<MessageShapeFix>("[Message] public sealed partial record [|Placed|]<T>(T Value);");

    [Theory]
    [InlineData(
        "[Union] public abstract partial record {|#0:U|} { private U() { } public sealed record A(int N) : U; }",
        "'U' has [Union] and no [Message], so that nothing is generated for it. Put [Message] on it too, or take [Union] off"
    )]
    [InlineData(
        "[PreserveUnknownFields] public sealed partial record {|#0:Placed|}(string Id);",
        "'Placed' has [PreserveUnknownFields] and no [Message]: it keeps nothing. Put [Message] on it too, or take [PreserveUnknownFields] off"
    )]
    [InlineData(
        "[Message, Union] public abstract partial record U { private U() { } [PreserveUnknownFields] public sealed record {|#0:A|}(int N) : U; }",
        "'A' has [PreserveUnknownFields], and is a case of 'U': it keeps nothing. Put it on 'U'"
    )]
    public Task Says_what_is_nothing_without_a_message(string source, string message) =>
        Rule<MessageShapeRule>.CheckMessageAsync(source, message, DiagnosticSeverity.Warning);
}

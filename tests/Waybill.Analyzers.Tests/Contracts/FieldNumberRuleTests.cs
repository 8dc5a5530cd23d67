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
}

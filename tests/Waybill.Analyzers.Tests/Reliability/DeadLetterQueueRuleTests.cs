using Waybill.Analyzers.Reliability;
using Waybill.Analyzers.Tests.Harness;
using Waybill.CodeFixes.Reliability;

namespace Waybill.Analyzers.Tests.Reliability;

public sealed class DeadLetterQueueRuleTests
{
    [Theory]
    [InlineData("[Queue(DeadLetter = [|\"lost\"|])] public const string A = \"a\";")]
    [InlineData("[Queue(DeadLetter = [|\"a\"|])] public const string A = \"a\";")]
    [InlineData("[Queue(DeadLetter = [|B|])] public const string A = \"a\"; [Queue(Durable = false)] public const string B = \"b\";")]
    [InlineData("[Queue(DeadLetter = B)] public const string A = \"a\"; [Queue(DeadLetter = [|A|])] public const string B = \"b\";")]
    [InlineData("[Queue(DeadLetter = [|B|])] public const string A = \"a\"; public const string B = \"b\";")]
    public Task Reports_a_place_where_dead_letters_are_not_safe(string constants) =>
        Rule<DeadLetterQueueRule>.CheckAsync($"public static class Q {{ {constants} }}");

    [Theory]
    [InlineData("[Queue] public const string A = \"a\";")]
    [InlineData("[Queue(DeadLetter = B)] public const string A = \"a\"; [Queue] public const string B = \"b\";")]
    [InlineData(
        "[Queue(Durable = false, DeadLetter = B)] public const string A = \"a\"; [Queue(Durable = false)] public const string B = \"b\";"
    )]
    [InlineData(
        "[Queue(DeadLetter = B)] public const string A = \"a\"; [Queue(DeadLetter = C)] public const string B = \"b\"; [Queue] public const string C = \"c\";"
    )]
    public Task Is_silent_on_a_safe_place(string constants) =>
        Rule<DeadLetterQueueRule>.CheckAsync($"public static class Q {{ {constants} }}");

    [Fact]
    public Task A_reference_may_declare_it() =>
        Rule<DeadLetterQueueRule>.CheckWithLibraryAsync(
            "public static class Q { [Queue(DeadLetter = \"dead\")] public const string A = \"a\"; }",
            "public static class Shared { [Queue] public const string Dead = \"dead\"; }"
        );

    [Fact]
    public Task Says_the_same_as_start_up() =>
        Rule<DeadLetterQueueRule>.CheckMessageAsync(
            "public static class Q { [Queue(DeadLetter = {|#0:\"lost\"|})] public const string A = \"a\"; }",
            "Queue 'a' sends its dead letters to 'lost', which is not declared. Declare a constant \"lost\" with [Queue], or leave DeadLetter out and 'a.dead' is created."
        );

    [Fact]
    public Task The_fix_declares_it() =>
        Rule<DeadLetterQueueRule>.CheckFixAsync<DeadLetterQueueFix>(
            """
            public static class Q
            {
                [Queue(DeadLetter = [|"lost"|])]
                public const string A = "a";

                [Queue(DeadLetter = [|Late|])]
                public const string B = "b";

                // Nobody looks here.
                public const string Late = "late";
            }
            """,
            """
            public static class Q
            {
                [Queue(DeadLetter = ADead)]
                public const string A = "a";

                [Queue]
                public const string ADead = "lost";

                [Queue(DeadLetter = Late)]
                public const string B = "b";

                // Nobody looks here.
                [Queue]
                public const string Late = "late";
            }
            """
        );

    [Theory]
    [InlineData("[Queue(DeadLetter = [|\"a\"|])] public const string A = \"a\";")]
    [InlineData("[Queue(DeadLetter = [|B|])] public const string A = \"a\"; [Queue(Durable = false)] public const string B = \"b\";")]
    [InlineData("[Queue(DeadLetter = [|Names.Lost|])] public const string A = \"a\";")]
    public Task No_fix_where_a_person_decides(string constants) =>
        Rule<DeadLetterQueueRule>.CheckNoFixAsync<DeadLetterQueueFix>(
            $"public static class Q {{ {constants} }} public static class Names {{ public const string Lost = \"lost\"; }}"
        );
}

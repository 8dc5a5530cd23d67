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
}

using Waybill.Analyzers.Contracts;
using Waybill.Analyzers.Tests.Harness;

namespace Waybill.Analyzers.Tests.Contracts;

public sealed class MemberTypeRuleTests
{
    [Theory]
    [InlineData("IComparable [|Value|]")]
    [InlineData("Action [|Value|]")]
    [InlineData("object [|Value|]")]
    [InlineData("dynamic [|Value|]")]
    [InlineData("IEnumerable<string> [|Value|]")]
    [InlineData("IQueryable<string> [|Value|]")]
    [InlineData("HashSet<string> [|Value|]")]
    [InlineData("IReadOnlyDictionary<string, string> [|Value|]")]
    [InlineData("Dictionary<double, string> [|Value|]")]
    [InlineData("Dictionary<string, object> [|Value|]")]
    [InlineData("List<string?> [|Value|]")]
    [InlineData("int?[] [|Value|]")]
    [InlineData("List<List<int>> [|Value|]")]
    [InlineData("int[,] [|Value|]")]
    [InlineData("(int, string) [|Value|]")]
    [InlineData("Uri [|Value|]")]
    [InlineData("Plain [|Value|]")]
    [InlineData("List<Plain> [|Value|]")]
    public Task Reports_a_type_without_a_form_on_the_wire(string member) =>
        Rule<MemberTypeRule>.CheckAsync(
            $"[Message] public sealed partial record Placed({member}); public sealed record Plain(int Number);"
        );

    [Theory]
    [InlineData("string Value")]
    [InlineData("DateOnly? Value")]
    [InlineData("Dictionary<int, Line> Value")]
    [InlineData("IReadOnlyList<Line> Value")]
    [InlineData("byte[][] Value")]
    [InlineData("Line? Value")]
    [InlineData("List<DayOfWeek>? Value")]
    public Task Is_silent_on_the_guide_s_types(string member) =>
        Rule<MemberTypeRule>.CheckAsync(
            $"[Message] public sealed partial record Placed({member}); [Message] public sealed partial record Line(int Number);"
        );

    [Theory]
    [InlineData("[Message] public sealed partial class Placed { public object Computed => this; public int Number { get; set; } }")]
    [InlineData("public sealed record Placed(object Value);")]
    [InlineData("[Message] public sealed partial class Placed { private object? _cache; public int Number { get; set; } }")]
    public Task Is_silent_on_what_a_message_does_not_carry(string source) =>
        Rule<MemberTypeRule>.CheckAsync("#pragma warning disable CS0169\n" + source);

    [Fact]
    public Task Reports_every_member_that_closes_a_circle() =>
        Rule<MemberTypeRule>.CheckAsync(
            """
            [Message] public sealed partial record Order(Customer [|Buyer|], Note First);
            [Message] public sealed partial record Customer(Order [|Last|]);
            [Message] public sealed partial record Note(Note [|Next|], string Text);
            """
        );

    [Theory]
    [InlineData("Order? Last")]
    [InlineData("List<Order> All")]
    [InlineData("Order? Last = null")]
    public Task A_circle_may_end(string member) =>
        Rule<MemberTypeRule>.CheckAsync(
            $"[Message] public sealed partial record Order(Customer Buyer); [Message] public sealed partial record Customer({member});"
        );

    [Fact]
    public Task Reports_a_message_that_no_reader_can_make() =>
        Rule<MemberTypeRule>.CheckAsync(
            "[Message] public sealed partial class [|Placed|] { public Placed(int first) => Number = first; public int Number { get; } }"
        );

    [Fact]
    public Task Says_why_and_what_to_use() =>
        Rule<MemberTypeRule>.CheckMessageAsync(
            "[Message] public sealed partial record Placed(IEnumerable<string> {|#0:Lines|});",
            "Placed.Lines is 'IEnumerable<string>', which may run code or a query each time that it is read: its length has to be known before the first byte. "
                + "Use T[], List<T>, IReadOnlyList<T> or ImmutableArray<T>."
        );

    [Fact]
    public Task Asks_for_Message_on_a_type_of_the_same_source() =>
        Rule<MemberTypeRule>.CheckMessageAsync(
            "[Message] public sealed partial record Placed(List<Line> {|#0:Lines|}); public sealed record Line(int Number);",
            "Placed.Lines is 'List<Line>', whose elements are 'Line', which is no message. Put [Message] on 'Line', and make it sealed and partial."
        );

    [Fact]
    public Task Shows_the_circle() =>
        Rule<MemberTypeRule>.CheckMessageAsync(
            "[Message] public sealed partial record Node(Node {|#0:Next|}, int Number);",
            "Node.Next needs a Node inside every Node (Node -> Node), without end. Make Next nullable, or a collection."
        );
}

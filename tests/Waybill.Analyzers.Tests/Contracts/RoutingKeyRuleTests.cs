using Waybill.Analyzers.Contracts;
using Waybill.Analyzers.Tests.Harness;

namespace Waybill.Analyzers.Tests.Contracts;

public sealed class RoutingKeyRuleTests
{
    private const string Members = "string Region, decimal Amount, string? Hint, int? Shop, Guid Id, DayOfWeek Day";

    [Theory]
    [InlineData("order.{Country}.created")]
    [InlineData("order.{region}")]
    [InlineData("order.{Amount}")]
    [InlineData("order.{Hint}")]
    [InlineData("order.{Shop}")]
    [InlineData("order..created")]
    [InlineData("order.*")]
    [InlineData("order.x{Region}")]
    [InlineData("order.{}")]
    public Task Reports_a_key_that_cannot_always_be_filled(string key) =>
        Rule<RoutingKeyRule>.CheckAsync($"[Message(\"orders\", [|\"{key}\"|])] public sealed partial record Placed({Members});");

    [Theory]
    [InlineData("order.{Region}.created")]
    [InlineData("order.{Id}.{Day}")]
    [InlineData("")]
    [InlineData("order.created")]
    public Task Is_silent_on_keys_that_work(string key) =>
        Rule<RoutingKeyRule>.CheckAsync($"[Message(\"orders\", \"{key}\")] public sealed partial record Placed({Members});");

    [Fact]
    public Task A_type_without_the_attribute_has_no_key() =>
        Rule<RoutingKeyRule>.CheckAsync(
            "public sealed record Placed(string? Region); [Message] public sealed partial record Line(int Number);"
        );

    [Fact]
    public Task Names_the_property_and_the_way_out() =>
        Rule<RoutingKeyRule>.CheckMessageAsync(
            "[Message(\"orders\", {|#0:\"order.{Region}\"|})] public sealed partial record Placed(string? Region);",
            "Message Placed: The routing key 'order.{Region}' names Region, which may be null, and a null is no word: make Region not nullable, or name another property."
        );
}

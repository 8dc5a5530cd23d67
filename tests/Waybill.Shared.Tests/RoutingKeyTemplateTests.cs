using Waybill.Wire;

namespace Waybill.Shared.Tests;

public sealed class RoutingKeyTemplateTests
{
    [Fact]
    public void Words_are_literal_or_properties()
    {
        var template = RoutingKeyTemplate.Parse("order.{Region}.created");

        Assert.Null(template.Problem);
        Assert.Equal([new("order", false), new("Region", true), new("created", false)], template.Words);
    }

    [Fact]
    public void The_empty_template_has_no_word_and_no_problem()
    {
        var template = RoutingKeyTemplate.Parse("");

        Assert.Null(template.Problem);
        Assert.Empty(template.Words);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("a{B}")]
    [InlineData("{A}{B}")]
    [InlineData("{{A}}")]
    [InlineData("a.*")]
    [InlineData("#")]
    public void What_is_no_template_is_named_with_the_way_out(string text)
    {
        var template = RoutingKeyTemplate.Parse(text);

        Assert.Empty(template.Words);
        Assert.StartsWith($"The routing key '{text}' has ", template.Problem, StringComparison.Ordinal);
    }
}

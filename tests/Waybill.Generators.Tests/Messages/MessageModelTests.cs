using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Messages;

public sealed class MessageModelTests
{
    [Fact]
    public void No_Roslyn_object_can_be_reached_from_a_model()
    {
        var model = Model("[Waybill.Message] public sealed partial record Ping(int Number);");

        Assert.Empty(ModelShape.RoslynPaths(model.GetType()));
    }

    [Fact]
    public void The_walk_over_a_models_shape_finds_Roslyn_objects() =>
        Assert.NotEmpty(ModelShape.RoslynPaths(typeof(List<Microsoft.CodeAnalysis.ISymbol>)));

    [Fact]
    public void Models_of_equal_sources_are_equal_and_of_others_are_not()
    {
        const string source =
            "[Waybill.Message(\"e\", \"a.{Number}\")] public sealed partial record Ping(int Number, System.Collections.Generic.List<string> Texts);";

        Assert.Equal(Model(source), Model(source));
        Assert.NotEqual(Model(source), Model(source.Replace("int", "long", StringComparison.Ordinal)));
        Assert.NotEqual(Model(source), Model(source.Replace("<string>", "<bool>", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("int Number", "uint Number")]
    [InlineData("int Number", "int? Number")]
    [InlineData("int Number", "int[] Number")]
    [InlineData("int Number", "int Other")]
    [InlineData("int Number", "int Number, int More")]
    public void The_fingerprint_changes_with_the_schema(string before, string after) => Assert.NotEqual(Schema(before), Schema(after));

    [Theory]
    [InlineData("int Number", "int Number ")]
    [InlineData("ushort Number", "uint Number")]
    [InlineData("int[] Number", "System.Collections.Generic.List<int> Number")]
    public void The_fingerprint_stays_where_the_wire_does(string before, string after) => Assert.Equal(Schema(before), Schema(after));

    [Fact]
    public void The_fingerprint_is_the_same_on_every_machine() => Assert.Contains("0x", Schema("int Number"), StringComparison.Ordinal);

    private static object Model(string source)
    {
        var run = GeneratorHarness.RunOnce(source).AssertClean();
        return Assert.Single(run.Values(MessageGenerator.ModelStep));
    }

    private static string Schema(string parameters)
    {
        var run = GeneratorHarness.RunOnce($"[Waybill.Message] public sealed partial record Ping({parameters});").AssertClean();
        return run.Source("Ping.Message.g.cs").Split('\n').Single(line => line.Contains("Schema = ", StringComparison.Ordinal)).Trim();
    }
}

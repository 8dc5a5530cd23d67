using Microsoft.CodeAnalysis;
using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Messages;

/// <summary>What an assembly says that messages are on the wire.</summary>
public sealed class SchemaTests
{
    private static string[] Lines(string declaration) => Lines(new GeneratorHarness().Run(declaration));

    private static string[] Lines(GeneratorRun run) =>
        [
            .. run.AssertClean()
                .Compilation.Assembly.GetAttributes()
                .Where(attribute => attribute.AttributeClass?.Name == "WaybillSchemaAttribute")
                .SelectMany(attribute => ((string)attribute.ConstructorArguments[0].Value!).Split('\n')),
        ];

    [Fact]
    public void Fields_have_all_that_a_reader_must_know() =>
        Assert.Equal(
            [
                "message\tprice",
                "field\tprice\t1\tAmount\tamount\tsingular\twaybill.Decimal",
                "enum\tColor",
                "value\tColor\t-1\tNone",
                "value\tColor\t5\tRed",
                "message\tM",
                "field\tM\t1\tId\tid\tsingular\tbytes\t-\tuuid",
                "field\tM\t2\tXYZ\txyz\toptional\tsint32",
                "field\tM\t3\tURLPath\turlPath\tsingular\tstring\t-\turi-reference",
                "field\tM\t4\tPrices\tprices\tmap\tmessage price\tstring",
                "field\tM\t5\tColors\tcolors\trepeated\tenum Color",
                "field\tM\t7\tPrice\tprice\tsingular\tmessage price",
                "field\tM\t9\tDay\tday\toptional\tsint32\t-\tdate",
                "reserved-number\tM\t6",
                "reserved-number\tM\t8",
                "reserved-name\tM\tOld",
            ],
            Lines(
                """
                using System; using System.Collections.Generic; using Waybill;
                public enum Color : sbyte { Red = 5, None = -1 }
                [Message(Name = "price")] public sealed partial record Price(decimal Amount);
                [Message, Reserved(8, "Old"), Reserved(6)]
                public sealed partial record M(
                    Guid Id, short? XYZ, Uri URLPath, Dictionary<string, Price> Prices, HashSet<Color> Colors, Price Price, DateOnly? Day);
                """
            )
        );

    [Theory]
    [InlineData("", "orderId", "theKey")]
    [InlineData("[assembly: Waybill.WaybillJson]", "orderId", "theKey")]
    [InlineData("[assembly: Waybill.WaybillJson(Naming = Waybill.JsonNaming.SnakeCaseLower)]", "order_id", "theKey")]
    public void Names_in_JSON_are_those_that_are_written(string naming, string orderId, string key) =>
        Assert.Equal(
            ["message\tM", $"field\tM\t1\tOrderId\t{orderId}\tsingular\tint32", $"field\tM\t2\tKey\t{key}\tsingular\tint32"],
            Lines(
                $"{naming} [Waybill.Message] public sealed partial record M(int OrderId, [property: System.Text.Json.Serialization.JsonPropertyName(\"theKey\")] int Key);"
            )
        );

    [Fact]
    public void A_new_value_of_an_enum_in_another_file_is_seen()
    {
        const string Message = "[Waybill.Message] public sealed partial record M(Color Color);";
        var harness = new GeneratorHarness();
        Assert.DoesNotContain("value\tColor\t1\tGreen", Lines(harness.Run(Message, "public enum Color { Red }")));

        var run = harness.Run(Message, "public enum Color { Red, Green }");

        Assert.Contains("value\tColor\t1\tGreen", Lines(run));
        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(StepNames.Numbered));
    }

    [Fact]
    public void The_edit_of_a_field_is_written_in_the_messages_file_alone()
    {
        const string Handler = "[Waybill.Handler(\"q\")] public static class H { public static void Handle(M m) { } }";
        var harness = new GeneratorHarness();
        harness.Run("[Waybill.Message] public sealed partial record M(int A);", Handler).AssertClean();

        var run = harness.Run("[Waybill.Message] public sealed partial record M(int A, long B);", Handler).AssertClean();

        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(StepNames.Numbered));
        Assert.Equal([IncrementalStepRunReason.Unchanged], run.Reasons(StepNames.MessageEntries));
        Assert.Equal([IncrementalStepRunReason.Cached], run.Reasons(StepNames.Module));
    }
}

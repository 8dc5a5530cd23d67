using Microsoft.CodeAnalysis;
using Waybill.Generators.Tests.Harness;

namespace Waybill.Generators.Tests.Messages;

/// <summary>What is generated for types of others. The generator never reports and never throws.</summary>
public sealed class ForeignGenerationTests
{
    private const string Named = "[assembly: Waybill.MessageFor(typeof(Vendor.Price))]";
    private const string Placed = "[Waybill.Message] public sealed partial record Placed(Vendor.Price Price);";

    private const string Own =
        "[assembly: Waybill.MessageFor(typeof(Price))] [Waybill.Message] public sealed partial record Placed(Price Price);";
    private const string Asks = "[assembly: Waybill.WaybillJson]";
    private const string AsksOtherwise = "[assembly: Waybill.WaybillJson(Naming = Waybill.JsonNaming.AsDeclared)]";

    private static readonly MetadataReference s_vendor = new GeneratorHarness("Vendor")
        .Run(
            """
            namespace Vendor
            {
                public class Price
                {
                    public decimal Amount { get; set; }
                    public string? Currency { get; set; }
                    public int Basis { get; set; }
                    internal string? Hidden { get; set; }
                    public int Scale { get; internal set; }
                }
                public class Bag { public System.Collections.Generic.List<int> Items { get; } = new(); }
            }
            """
        )
        .ToReference();

    [Fact]
    public void A_type_of_a_referenced_assembly()
    {
        var run = new GeneratorHarness("App", s_vendor).Run(Named, Placed).AssertClean();

        var file = Assert.Single(run.HintNames, name => name.EndsWith(".MessageFor.g.cs", StringComparison.Ordinal));
        Snapshot.Verify(run.Source(file));
        Assert.Contains("Fields = \"Amount Basis Currency\"", run.Source(file), StringComparison.Ordinal);
        Assert.Contains(
            "ShapeCodec<global::Waybill.Generated.Vendor_Price_Shape, global::Vendor.Price>",
            run.Source("Placed.Message.g.cs"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_no_reader_could_set_again_is_not_lost_in_silence()
    {
        var run = new GeneratorHarness("App", s_vendor).Run("[assembly: Waybill.MessageFor(typeof(Vendor.Bag))]").AssertClean();

        var file = Assert.Single(run.HintNames, name => name.EndsWith(".MessageFor.g.cs", StringComparison.Ordinal));
        Assert.Contains("throw input.Error(\"Bag cannot be read: Items cannot be set", run.Source(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("typeof(string)")]
    [InlineData("typeof(System.Collections.Generic.List<int>)")]
    [InlineData("typeof(System.Collections.Generic.List<>)")]
    [InlineData("typeof(int[])")]
    [InlineData("typeof(System.IO.Stream)")]
    [InlineData("typeof(System.IDisposable)")]
    [InlineData("typeof(System.Console)")]
    [InlineData("typeof(Own)")]
    [InlineData("null!")]
    public void A_type_that_does_not_fit_gets_nothing(string type)
    {
        var run = GeneratorHarness
            .RunOnce($"[assembly: Waybill.MessageFor({type})] [Waybill.Message] public sealed partial record Own(int A);")
            .AssertClean();

        Assert.DoesNotContain(run.HintNames, name => name.EndsWith(".MessageFor.g.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void A_type_that_is_named_twice_gets_one_file_and_an_unrelated_edit_makes_nothing_anew()
    {
        var harness = new GeneratorHarness("App", s_vendor);
        harness.Run(Named + Named, Placed, "class Elsewhere;").AssertClean();

        var run = harness.Run(Named + Named, Placed, "class Elsewhere { int Edited => 1; }").AssertClean();

        Assert.All(run.OutputReasons(), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void Naming_a_type_gives_its_members_a_form_and_taking_the_name_away_takes_it()
    {
        var harness = new GeneratorHarness("App", s_vendor);
        harness.Run("", Placed).AssertClean();

        Assert.Contains("ShapeCodec", harness.Run(Named, Placed).AssertClean().Source("Placed.Message.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("ShapeCodec", harness.Run("", Placed).AssertClean().Source("Placed.Message.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_of_a_referenced_assembly_in_JSON()
    {
        var run = new GeneratorHarness("App", s_vendor).Run(Named, Placed, Asks).AssertClean();

        Snapshot.Verify(run.Source(Json(run)));
        Assert.Contains(
            "NestedJson.Of<global::Waybill.Generated.Vendor_Price_Shape, global::Vendor.Price>()",
            run.Source("Placed.Json.g.cs"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Asking_for_JSON_adds_a_file_and_asking_no_more_takes_it()
    {
        var harness = new GeneratorHarness("App", s_vendor);
        var before = harness.Run(Named, Placed, "").AssertClean();
        Assert.DoesNotContain(before.HintNames, IsJson);

        var asked = harness.Run(Named, Placed, Asks).AssertClean();
        Assert.Contains("\\\"amount\\\":", asked.Source(Json(asked)), StringComparison.Ordinal);
        Assert.All(asked.Reasons(StepNames.ForeignNumbered), reason => Assert.True(IsKept(reason), $"{reason}"));

        var renamed = harness.Run(Named, Placed, AsksOtherwise).AssertClean();
        Assert.Contains("\\\"Amount\\\":", renamed.Source(Json(renamed)), StringComparison.Ordinal);

        Assert.DoesNotContain(harness.Run(Named, Placed, "").AssertClean().HintNames, IsJson);
    }

    [Fact]
    public void In_JSON_too_an_unrelated_edit_makes_nothing_anew()
    {
        var harness = new GeneratorHarness("App", s_vendor);
        harness.Run(Named, Placed, Asks, "class Elsewhere;").AssertClean();

        var run = harness.Run(Named, Placed, Asks, "class Elsewhere { int Edited => 1; }").AssertClean();

        Assert.All(run.OutputReasons(), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_member_that_is_added_stands_in_the_JSON()
    {
        const string Price = "public sealed class Price { public int Amount { get; set; } }";
        var harness = new GeneratorHarness("App");
        harness.Run(Own, Asks, Price).AssertClean();

        var run = harness
            .Run(Own, Asks, Price.Replace("} }", "} public int Basis { get; set; } }", StringComparison.Ordinal))
            .AssertClean();

        Assert.Contains("\\\"basis\\\":", run.Source(Json(run)), StringComparison.Ordinal);
        Assert.Contains(IncrementalStepRunReason.Modified, run.OutputReasons());
    }

    [Fact]
    public void Two_members_of_one_name_leave_the_type_without_JSON_and_the_message_says_so()
    {
        var run = new GeneratorHarness("App").Run(
            Own,
            Asks,
            "public sealed class Price { public int Amount { get; set; } public int amount { get; set; } }",
            """
            public static class Use
            {
                public static string Run()
                {
                    var placed = new Placed(new Price());
                    var json = ((Waybill.IMessage)placed).GetJson()!;
                    var writer = new Waybill.JsonMessageWriter(new byte[64]);
                    try
                    {
                        json.Write(ref writer, placed);
                        return "written";
                    }
                    catch (System.InvalidOperationException exception)
                    {
                        return $"{json.Nested[0].Name} {json.Nested[0].Serializer is null} {exception.Message}";
                    }
                }
            }
            """
        );
        var context = run.Load();

        var found = (string)context.Assemblies.Single().GetType("Use")!.GetMethod("Run")!.Invoke(null, null)!;

        Assert.DoesNotContain(run.HintNames, IsJson);
        Assert.StartsWith("Price True Price has no JSON. ", found, StringComparison.Ordinal);
        context.Unload();
    }

    private static string Json(GeneratorRun run) => Assert.Single(run.HintNames, IsJson);

    private static bool IsJson(string hint) => hint.EndsWith(".MessageForJson.g.cs", StringComparison.Ordinal);

    private static bool IsKept(IncrementalStepRunReason reason) =>
        reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;
}
